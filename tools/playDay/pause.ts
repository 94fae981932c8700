import { setTimeout } from 'node:timers/promises';
import type { HallClock } from '../../hall/hallClock.ts';

/** Waits a length of the played time. Ends early, and throws, when the play is over. */
export async function pause(
  lengthMs: number,
  { clock, signal }: { clock: HallClock; signal: AbortSignal },
): Promise<void> {
  await setTimeout(Math.max(0, lengthMs) / clock.speed, undefined, { signal });
}

/** Runs one player until the play is over; anything else it throws is a fault. */
export async function untilOver(signal: AbortSignal, play: () => Promise<void>): Promise<void> {
  try {
    await play();
  } catch (fault) {
    if (!signal.aborted) throw fault;
  }
}

/** Exponentially distributed with this mean: the time between people who come by themselves. */
export function untilNext(meanMs: number): number {
  return -Math.log(1 - Math.random()) * meanMs;
}

/** How long a matter takes: many short ones, a few long ones, with this median. */
export function serviceTime(medianMs: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return medianMs * Math.exp(0.5 * normal);
}
