import type { Clock } from './clock.ts';

export type ManualClock = Clock & {
  /** Moves time on and fires what falls due, in order, letting promises settle after each timer. */
  advance(byMs: number): Promise<void>;
};

/** A clock that stands still until it is told to move, for tests without waiting. */
export function createManualClock(): ManualClock {
  let nowMs = 0;
  let nextId = 0;
  const timers = new Map<number, { dueMs: number; fire: () => void }>();

  function nextDue(untilMs: number): [number, { dueMs: number; fire: () => void }] | null {
    let best: [number, { dueMs: number; fire: () => void }] | null = null;
    for (const entry of timers)
      if (entry[1].dueMs <= untilMs && (!best || entry[1].dueMs < best[1].dueMs)) best = entry;
    return best;
  }

  return {
    now: () => nowMs,
    setTimer(delayMs, fire) {
      const id = nextId++;
      timers.set(id, { dueMs: nowMs + delayMs, fire });
      return () => timers.delete(id);
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await settle();
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, due[1].dueMs);
        timers.delete(due[0]);
        due[1].fire();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise chain that is ready run to its end: setImmediate comes after all microtasks. */
function settle(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
