/** A stretch in which a ticket waited; `toMs` null = it waits still. */
export type WaitSpan = { fromMs: number; toMs: number | null };

/** How many waited at `steps` instants, the last of them `nowMs`, each `stepMs` after the one before. */
export function waitingTrend(
  spans: Iterable<WaitSpan>,
  request: { nowMs: number; stepMs: number; steps: number },
): number[] {
  const { nowMs, stepMs, steps } = request;
  const firstMs = nowMs - (steps - 1) * stepMs;
  /** Change at each step: who came since the one before, less who left. */
  const changes = Array.from({ length: steps }, () => 0);
  const stepFrom = (ms: number) => Math.max(0, Math.ceil((ms - firstMs) / stepMs));
  for (const { fromMs, toMs } of spans) {
    const from = stepFrom(fromMs);
    const to = toMs === null ? steps : stepFrom(toMs);
    if (from >= steps || to <= from) continue;
    changes[from] = (changes[from] ?? 0) + 1;
    if (to < steps) changes[to] = (changes[to] ?? 0) - 1;
  }
  let waiting = 0;
  return changes.map(change => (waiting += change));
}
