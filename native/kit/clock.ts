/** Time, handed in, so that machines and drivers are tested without waiting. */
export type Clock = {
  /** Milliseconds on a clock that never jumps; only differences mean something, it is not the time of day. */
  now(): number;
  /** Calls `fire` once after `delayMs`; returns the way to call it off. */
  setTimer(delayMs: number, fire: () => void): () => void;
};

/**
 * Node's timers count whole milliseconds and fire up to one late; ten bytes at 115200 baud are over in 0.87 ms.
 * Below this the event loop is turned until the moment has come.
 */
const turningMs = 2;

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(delayMs, fire) {
    if (delayMs >= turningMs) {
      const timer = setTimeout(fire, delayMs);
      return () => clearTimeout(timer);
    }
    const dueMs = performance.now() + delayMs;
    const turn = (): void => {
      if (performance.now() >= dueMs) fire();
      else immediate = setImmediate(turn);
    };
    let immediate = setImmediate(turn);
    return () => clearImmediate(immediate);
  },
};
