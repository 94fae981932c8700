export type BackOff = { readonly baseMs: number; readonly ceilingMs: number };

/** One second, doubling, never more than a minute. */
export const deviceBackOff: BackOff = { baseMs: 1000, ceilingMs: 60_000 };

/**
 * How long to wait before attempt `attempt` (0 = the first one after a loss).
 * Full jitter – anywhere below the doubled ceiling – so that devices that died together do not come back together.
 * `random` is a number in [0, 1).
 */
export function backOffDelayMs(options: { backOff: BackOff; attempt: number; random: number }): number {
  const { backOff, attempt, random } = options;
  return Math.round(random * Math.min(backOff.ceilingMs, backOff.baseMs * 2 ** Math.min(attempt, 30)));
}
