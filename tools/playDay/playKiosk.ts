import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { issuedSharedSchema, type IssueShared } from '../../hall/domain/hallApi.ts';
import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import { deviceIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import type { HallClock } from '../../hall/hallClock.ts';
import { httpPeer } from '../../hall/log/httpPeer.ts';
import { senderPace, startSender } from '../../hall/log/sender.ts';
import { processTimers } from '../../hall/log/sources.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { pause, untilNext, untilOver } from './pause.ts';

const minuteMs = 60_000;
const timeoutMs = 5000;
/** People who come in an hour for each clerk at work, by the hour of Beijing: two peaks, and hardly anybody at lunch. */
const comingAnHour: Readonly<Record<number, number>> = {
  9: 6,
  10: 10,
  11: 11,
  12: 8,
  13: 5,
  14: 4,
  15: 9,
  16: 12,
  17: 10,
  18: 8,
  19: 3,
};

/** One kiosk: takes numbers at the hub as people come, reports its paper through its own log, holds its line. */
export function playKiosk(play: {
  url: string;
  clock: HallClock;
  setup: HallSetup;
  signal: AbortSignal;
  kiosk: string;
  token: string;
  dataFolder: string;
  /** Its part of all who come. */
  share: number;
  clerks: number;
  /** Its paper runs out in the course of the morning. */
  isShort: boolean;
}): Promise<void> {
  const { url, clock, setup, signal, kiosk, token, share } = play;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const opened = openHallStore({
    databasePath: join(play.dataFolder, `${kiosk}/kiosk.db`),
    witnessPath: join(play.dataFolder, `${kiosk}/kiosk.journal`),
    device: deviceIdSchema.parse(kiosk),
    hall: setup.hall.id,
    clock: clock.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  const sender = startSender({
    store: store.outbox,
    peer: httpPeer({ baseUrl: url, token, fetch, timeoutMs }),
    peerName: 'hub',
    clock: clock.now,
    timers: processTimers,
    random: Math.random,
    ...senderPace,
  });

  /** What the supervisor sees as "connected": somebody follows the kiosks' live view. */
  async function holdLine(): Promise<void> {
    const response = await fetch(`${url}/api/live?view=kiosk`, { headers, signal });
    await response.body?.pipeTo(new WritableStream());
  }

  async function printer(): Promise<void> {
    const say = (state: string) => {
      store.append([{ type: 'device.health', body: { device: 'printer', state } }]);
      sender.nudge();
    };
    say('ready');
    if (!play.isShort) return;
    await pause(75 * minuteMs, play);
    say('paper-out');
    await pause(25 * minuteMs, play);
    say('ready');
  }

  async function take(): Promise<void> {
    const queue = setup.queues[Math.floor(Math.random() ** 1.6 * setup.queues.length)] ?? setup.queues[0];
    if (queue === undefined) return;
    const ticket = ticketIdSchema.parse(randomUUID());
    const priority = Math.random() < 0.08 ? 1 : 0;
    const language = Math.random() < 0.3 ? 'ug' : 'zh';
    const body: IssueShared = { ticket, queue: queue.id, language, priority, person: null };
    const wanted = { method: 'POST', headers, body: JSON.stringify(body), signal };
    const response = await fetch(`${url}/api/issue`, wanted);
    // A quota that is used up turns people away, and so it does here.
    if (response.status === 409) return response.body?.cancel();
    if (!response.ok) throw new Error(`the hub refused a number: ${response.status}`);
    issuedSharedSchema.parse(await response.json());
    await pause(3000, play);
    store.append([{ type: 'ticket.printed', body: { ticket, job: randomUUID() } }]);
    sender.nudge();
  }

  async function people(): Promise<void> {
    for (;;) {
      const hour = new Date(clock.now() + 8 * 60 * minuteMs).getUTCHours();
      const anHour = (comingAnHour[hour] ?? 0) * play.clerks * share;
      if (anHour === 0) await pause(10 * minuteMs, play);
      else {
        await pause(untilNext((60 * minuteMs) / anHour), play);
        await take();
      }
    }
  }

  return untilOver(signal, async () => {
    await Promise.all([holdLine(), printer(), people()]);
  }).finally(() => {
    sender.stop();
    store.close();
  });
}
