import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { CounterCommandBody } from '../../hall/domain/hallApi.ts';
import type { CounterEntries } from '../../hall/domain/liveEntries.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import { type Answer, askRoute } from '../ui/askRoute.ts';
import { bearer } from '../ui/hubSession.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';
import type { Verb } from './counterCommand.ts';

const answerWithinMs = 3000;
const attempts = 3;
const pauseBetweenMs = 400;

/** Typed by the very routes of the hub. */
const hub = hc<HubApi>(location.origin).api;

type CommandRequest = { token: string; counter: CounterId; verb: Verb; body: CounterCommandBody };

/** `POST /api/counters/{id}/{verb}`, asked once. */
export function commandOnce({ token, counter, verb, body: json }: CommandRequest) {
  const param = { counter, verb };
  return askRoute(answerWithinMs, init =>
    hub.counters[':counter'][':verb'].$post({ param, json }, { init, ...bearer(token) }),
  );
}

/** Asks again while nobody answers; for what counts once however often it arrives. */
async function untilAnswered<A extends Answer<unknown>>(ask: () => Promise<A>): Promise<A> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === attempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs * attempt));
  }
}

/** The same, repeated with the same request id while nobody answers, so it counts once. */
export function command(request: CommandRequest) {
  return untilAnswered(() => commandOnce(request));
}

/** `POST /api/help/{help}/{answer|end}` */
export function tellHelp(request: { token: string; help: string; verb: 'answer' | 'end'; counter: CounterId | null }) {
  const { token, help, verb, counter } = request;
  return untilAnswered(() =>
    askRoute(answerWithinMs, init =>
      hub.help[':help'][':verb'].$post({ param: { help, verb }, json: { counter } }, { init, ...bearer(token) }),
    ),
  );
}

/** `POST /api/devices/{kiosk}/{device}/seen` */
export function seeDevice({ token, kiosk, device }: { token: string; kiosk: string; device: string }) {
  return untilAnswered(() =>
    askRoute(answerWithinMs, init =>
      hub.devices[':kiosk'][':device'].seen.$post({ param: { kiosk, device } }, { init, ...bearer(token) }),
    ),
  );
}

/** The counter after a command. */
export type CounterAnswer = Extract<Awaited<ReturnType<typeof command>>, { ok: true }>['value'];

/** Silence of the hub that counts as a broken line, and how long a cut may last unnoticed. */
export const staleAfterMs = 12_000;
export const graceMs = 1200;

/** Live state of one counter; the hub beats every five seconds. */
export function openCounterLive(token: string, counter: CounterId): LiveStream<CounterEntries> {
  return openLiveStream<CounterEntries>({
    url: `/api/live?view=counter&counter=${encodeURIComponent(counter)}`,
    token,
    fetch: (...request) => fetch(...request),
    staleAfterMs,
    graceMs,
    retryAfterMs: liveBackoffMs,
  });
}
