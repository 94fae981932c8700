import type { CounterCommand, CounterEntries, CounterTicket, Session } from '../../hall/domain/hallApi.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import { type Answer, askServer } from '../ui/askServer.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';
import type { Verb } from './counterCommand.ts';

/** A PIN is hashed with scrypt, so signing in takes its time on a slow PC. */
const signInWithinMs = 10_000;
const answerWithinMs = 3000;
const attempts = 3;
const pauseBetweenMs = 400;

/** The counter after a command. */
export type CounterAnswer = { counter: CounterEntries['counter']; current: CounterTicket | null };

/** `POST /api/session` */
export function signIn(body: { account: string; pin: string }): Promise<Answer<Session>> {
  return askServer({ method: 'POST', path: '/api/session', body, token: null, timeoutMs: signInWithinMs });
}

/** `POST /api/session/pin` */
export function changePin(token: string, body: { pin: string; newPin: string }): Promise<Answer<Session>> {
  return askServer({ method: 'POST', path: '/api/session/pin', body, token, timeoutMs: signInWithinMs });
}

/** `DELETE /api/session` */
export function signOut(token: string): Promise<Answer<unknown>> {
  return askServer({ method: 'DELETE', path: '/api/session', body: null, token, timeoutMs: answerWithinMs });
}

/** `POST /api/counters/{id}/{verb}`, repeated with the same request id while nobody answers, so it counts once. */
export async function command(request: {
  token: string;
  counter: CounterId;
  verb: Verb;
  body: CounterCommand;
}): Promise<Answer<CounterAnswer>> {
  const { token, counter, verb, body } = request;
  const path = `/api/counters/${encodeURIComponent(counter)}/${verb}`;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askServer<CounterAnswer>({ method: 'POST', path, body, token, timeoutMs: answerWithinMs });
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === attempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs));
  }
}

/** Live state of one counter; the hub beats every five seconds. */
export function openCounterLive(token: string, counter: CounterId): LiveStream<CounterEntries> {
  return openLiveStream<CounterEntries>({
    url: `/api/live?view=counter&counter=${encodeURIComponent(counter)}`,
    token,
    fetch: (...request) => fetch(...request),
    staleAfterMs: 12_000,
    graceMs: 1200,
    retryAfterMs: liveBackoffMs,
  });
}
