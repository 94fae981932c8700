/** Time, handed in, so that machines and drivers are tested without waiting. */
export type Clock = {
  /** Milliseconds on a clock that never jumps; only differences mean something, it is not the time of day. */
  now(): number;
  /** Calls `fire` once after `delayMs`; returns the way to call it off. */
  setTimer(delayMs: number, fire: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` of `clock`. */
export function delay(clock: Clock, delayMs: number): Promise<void> {
  return new Promise(resolve => {
    clock.setTimer(delayMs, resolve);
  });
}
