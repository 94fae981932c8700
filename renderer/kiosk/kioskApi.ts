import { hc } from 'hono/client';
import type { KioskApi } from '../../hall/api/kioskRoutes.ts';
import type { GiveRating, TakeTicket } from '../../hall/domain/hallApi.ts';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import { askRoute } from '../ui/askRoute.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';

/** The station answers within its own time-outs (400 ms for the hub); longer means that it is being restarted. */
const answerWithinMs = 3000;
const takeAttempts = 3;
const pauseBetweenMs = 400;

/** Typed by the very routes of the station; `location.origin` is `hall://kiosk`. */
const station = hc<KioskApi>(location.origin).api;

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
export async function takeTicket(take: TakeTicket) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askRoute(answerWithinMs, init => station.tickets.$post({ json: take }, { init }));
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === takeAttempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs));
  }
}

/** `POST /api/tickets/{ticket}/reprint`; the outcome comes over the live stream. */
export function reprintTicket(ticket: TicketId) {
  return askRoute(answerWithinMs, init => station.tickets[':ticket'].reprint.$post({ param: { ticket } }, { init }));
}

/** `POST /api/tickets/{ticket}/cancel`: taken back within 15 s. */
export function cancelTicket(ticket: TicketId) {
  return askRoute(answerWithinMs, init => station.tickets[':ticket'].cancel.$post({ param: { ticket } }, { init }));
}

/** `POST /api/help`; what becomes of the call comes over the live stream. */
export function callStaff(screen: string) {
  return askRoute(answerWithinMs, init => station.help.$post({ json: { screen } }, { init }));
}

/** `DELETE /api/help`: nobody is needed any more. */
export function withdrawHelp() {
  return askRoute(answerWithinMs, init => station.help.$delete({}, { init }));
}

/** `POST /api/visit/end`: the station forgets the card. */
export function endVisit() {
  return askRoute(answerWithinMs, init => station.visit.end.$post({}, { init }));
}

/** `GET /api/ratable`: finished tickets of today, by the code on the slip or (null) by the card on the reader. */
export function ratableTickets(code: string | null) {
  return askRoute(answerWithinMs, init => station.ratable.$get({ query: code === null ? {} : { code } }, { init }));
}

/** `POST /api/ratings` */
export function giveRating(rating: GiveRating) {
  return askRoute(answerWithinMs, init => station.ratings.$post({ json: rating }, { init }));
}
