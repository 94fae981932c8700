/** What a hub remembers of the processes behind one machine's key. */
export type RunLedger = {
  /** Takes one signed request in. `replayed`: it was here before. `cloned`: two machines are using this key by turns. */
  note(request: { device: string; run: string; count: number; nowMs: number }): 'fresh' | 'replayed' | 'cloned';
};

/** Requests of one process may overtake each other by this many (as in the anti-replay window of RFC 4303). */
const windowSize = 256;
/** Older requests are refused by their date, so nothing has to be remembered for longer. */
const forgetAfterMs = 30 * 60_000;
/** A machine that was started again never speaks as its old process again; one that does so twice is two machines. */
const returnsOfAClone = 2;

type Run = { highest: number; seen: Set<number>; lastAt: number; returns: number };

/** Kept in memory: a hub that starts refuses whatever was signed before its start. */
export function createRunLedger(): RunLedger {
  const devices = new Map<string, { current: string; runs: Map<string, Run> }>();

  function forget(runs: Map<string, Run>, nowMs: number) {
    for (const [name, run] of runs) if (nowMs - run.lastAt > forgetAfterMs) runs.delete(name);
  }

  return {
    note({ device, run: name, count, nowMs }) {
      const known = devices.get(device) ?? { current: name, runs: new Map<string, Run>() };
      devices.set(device, known);
      if (known.current !== name) forget(known.runs, nowMs);
      const before = known.runs.get(name);
      const run = before ?? { highest: 0, seen: new Set<number>(), lastAt: nowMs, returns: 0 };
      known.runs.set(name, run);
      if (count <= run.highest - windowSize || run.seen.has(count)) return 'replayed';
      run.seen.add(count);
      run.highest = Math.max(run.highest, count);
      run.lastAt = nowMs;
      if (run.seen.size > 2 * windowSize)
        for (const old of run.seen) if (old <= run.highest - windowSize) run.seen.delete(old);
      if (known.current === name) return 'fresh';
      known.current = name;
      if (before === undefined) return 'fresh';
      run.returns += 1;
      return run.returns >= returnsOfAClone ? 'cloned' : 'fresh';
    },
  };
}
