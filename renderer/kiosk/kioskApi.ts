import type { GiveRating, KioskEntries, RatableTicket, TakenTicket, TakeTicket } from '../../hall/domain/hallApi.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import { type Answer, askServer } from '../ui/askServer.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';

/** The station answers within its own time-outs (400 ms for the hub); longer means that it is being restarted. */
const answerWithinMs = 3000;
const takeAttempts = 3;
const pauseBetweenMs = 400;

type Verb = 'GET' | 'POST';

function ask<T>(method: Verb, path: string, body: unknown): Promise<Answer<T>> {
  return askServer<T>({ method, path, body, token: null, timeoutMs: answerWithinMs });
}

/** Live state of this kiosk, over its own door. */
export function openKioskLive(): LiveStream<KioskEntries> {
  return openLiveStream<KioskEntries>({
    url: '/api/live',
    token: null,
    fetch: (...request) => fetch(...request),
    staleAfterMs: 10_000,
    graceMs: 1200,
    retryAfterMs: liveBackoffMs,
  });
}

/**
 * `POST /api/tickets`. Repeated with the same request id when nobody answers: the station gives the same number again, so a
 * crash in between costs the citizen a moment and never a second number.
 */
export async function takeTicket(take: TakeTicket): Promise<Answer<TakenTicket>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask<TakenTicket>('POST', '/api/tickets', take);
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === takeAttempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs));
  }
}

/** `POST /api/tickets/{ticket}/reprint`; the outcome comes over the live stream. */
export function reprintTicket(ticket: TicketId): Promise<Answer<unknown>> {
  return ask('POST', `/api/tickets/${ticket}/reprint`, {});
}

/** `POST /api/tickets/{ticket}/cancel`: taken back within 15 s. */
export function cancelTicket(ticket: TicketId): Promise<Answer<unknown>> {
  return ask('POST', `/api/tickets/${ticket}/cancel`, {});
}

/** `POST /api/visit/end`: the station forgets the card. */
export function endVisit(): Promise<Answer<unknown>> {
  return ask('POST', '/api/visit/end', {});
}

/** `GET /api/ratable`: finished tickets of today, by the code on the slip or (null) by the card on the reader. */
export function ratableTickets(code: string | null): Promise<Answer<{ tickets: RatableTicket[] }>> {
  return ask('GET', code === null ? '/api/ratable' : `/api/ratable?code=${encodeURIComponent(code)}`, null);
}

/** `POST /api/ratings` */
export function giveRating(rating: GiveRating): Promise<Answer<unknown>> {
  return ask('POST', '/api/ratings', rating);
}
