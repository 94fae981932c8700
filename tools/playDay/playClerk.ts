import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type CounterCommandBody, sessionSchema } from '../../hall/domain/hallApi.ts';
import type { Counter } from '../../hall/domain/hallSetup.ts';
import type { HallClock } from '../../hall/hallClock.ts';
import { pause, serviceTime, untilNext, untilOver } from './pause.ts';

const minuteMs = 60_000;
const lookAgainMs = 20_000;
const answerSchema = z.object({
  counter: z.object({ at: z.string(), clerk: z.string().nullable() }),
  current: z.object({ ticket: z.string() }).nullable(),
});
type Answer = z.infer<typeof answerSchema>;

/**
 * One clerk at one counter over HTTP: calls, waits for the citizen, serves, now and then nobody comes, now and then a
 * break. What the supervisor closes or pauses stays so until the supervisor opens it.
 */
export function playClerk(play: {
  url: string;
  clock: HallClock;
  signal: AbortSignal;
  account: string;
  pin: string;
  counter: Counter | null;
}): Promise<void> {
  const { url, signal, account, pin, counter } = play;
  if (counter === null) return Promise.resolve();
  const { id } = counter;
  let token = '';

  async function order(verb: string, expected: string | null): Promise<Answer | null> {
    const body: CounterCommandBody = { requestId: randomUUID(), expect: expected };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/counters/${id}/${verb}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    });
    const answer: unknown = await response.json();
    return response.ok ? answerSchema.parse(answer) : null;
  }

  async function serve(ticket: string): Promise<void> {
    await pause(20_000 + Math.random() * 40_000, play);
    if (Math.random() < 0.06) {
      await pause(90_000, play);
      await order('no-show', ticket);
      return;
    }
    await order('serve', ticket);
    await pause(serviceTime(4.2 * minuteMs), play);
    await order('finish', ticket);
  }

  return untilOver(signal, async () => {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, pin }),
      signal,
    });
    token = sessionSchema.parse(await response.json()).token;
    await pause(Math.random() * 8 * minuteMs, play);
    await order('open', null);
    let untilBreakMs = untilNext(100 * minuteMs);
    for (;;) {
      const called = await order('call-next', null);
      if (called?.current == null) await pause(lookAgainMs, play);
      else await serve(called.current.ticket);
      untilBreakMs -= called?.current == null ? lookAgainMs : 5 * minuteMs;
      if (untilBreakMs > 0) continue;
      untilBreakMs = untilNext(100 * minuteMs);
      // A break of somebody whose counter the supervisor has paused does not end that pause.
      if ((await order('pause', null)) === null) continue;
      await pause((8 + Math.random() * 12) * minuteMs, play);
      await order('open', null);
    }
  });
}
