import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { CounterCommandBody, CounterEntries } from '../../hall/domain/hallApi.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import { askRoute } from '../ui/askRoute.ts';
import { bearer } from '../ui/hubSession.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';
import type { Verb } from './counterCommand.ts';

const answerWithinMs = 3000;
const attempts = 3;
const pauseBetweenMs = 400;

/** Typed by the very routes of the hub. */
const hub = hc<HubApi>(location.origin).api;

/** `POST /api/counters/{id}/{verb}`, repeated with the same request id while nobody answers, so it counts once. */
export async function command(request: { token: string; counter: CounterId; verb: Verb; body: CounterCommandBody }) {
  const { token, counter, verb, body: json } = request;
  const param = { counter, verb };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askRoute(answerWithinMs, init =>
      hub.counters[':counter'][':verb'].$post({ param, json }, { init, ...bearer(token) }),
    );
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === attempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs));
  }
}

/** The counter after a command. */
export type CounterAnswer = Extract<Awaited<ReturnType<typeof command>>, { ok: true }>['value'];

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
