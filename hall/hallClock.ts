/** The time of a hall. `speed` 1 = ours; a day that is played to be looked at runs faster. */
export type HallClock = { now: () => number; speed: number };

export const realClock: HallClock = { now: Date.now, speed: 1 };

/** A clock that shows `startMs` now and runs `speed` times as fast as ours. */
export function fastClock({ startMs, speed }: { startMs: number; speed: number }): HallClock {
  const begunMs = performance.now();
  return { now: () => Math.floor(startMs + (performance.now() - begunMs) * speed), speed };
}
