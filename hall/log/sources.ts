/** Calendar time in UTC epoch ms, handed in: tests and the simulation own it, and a clock may jump. */
export type WallClock = () => number;

/** `count` random bytes, handed in so that a seeded run is the same run. */
export type RandomBytes = (count: number) => Uint8Array;

/** Waiting, handed in. `setTimer` calls `fire` once after `delayMs` and returns the way to call it off. */
export type Timers = { setTimer(delayMs: number, fire: () => void): () => void };

/** Timers of the running process. */
export const processTimers: Timers = {
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};
