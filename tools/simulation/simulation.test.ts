import { describe, expect, it } from 'vitest';
import type { Guard } from './guards.ts';
import { noSometimes, sometimesNames, type Violation } from './ledger.ts';
import { playSeed } from './playSeed.ts';

async function play(seeds: readonly number[], ...without: Guard[]) {
  const violations: Violation[] = [];
  const sometimes = noSometimes();
  let tickets = 0;
  for (const seed of seeds) {
    const played = await playSeed(seed, new Set(without));
    violations.push(...played.violations);
    tickets += played.tickets;
    for (const name of sometimesNames) sometimes[name] += played.sometimes[name];
  }
  return { violations, sometimes, tickets };
}

describe('a simulated hall', () => {
  it('loses no ticket and gives no label twice, whatever fails', async () => {
    const { violations, sometimes, tickets } = await play([1, 2, 3, 4]);
    expect(violations).toEqual([]);
    expect(tickets).toBeGreaterThan(200);
    // The faults themselves: a quiet run would prove nothing.
    expect(sometimes.crash).toBeGreaterThan(10);
    expect(sometimes.lateNumber).toBeGreaterThan(10);
    expect(sometimes.powerCutBeforeJournal).toBeGreaterThan(0);
    expect(sometimes.forkReported).toBeGreaterThan(0);
    expect(sometimes.gapReported).toBeGreaterThan(0);
    expect(sometimes.quarantined).toBeGreaterThan(0);
  }, 60_000);

  it('voids a late number although the kiosk that should say so was rolled back', async () => {
    const { violations, sometimes } = await play([142]);
    expect(sometimes.kioskRolledBack).toBe(1);
    expect(violations).toEqual([]);
  }, 60_000);

  it('plays the same seed the same way', async () => {
    const first = await playSeed(5, new Set());
    const again = await playSeed(5, new Set());
    const other = await playSeed(6, new Set());
    expect(again).toEqual(first);
    expect(other.traceHash).not.toBe(first.traceHash);
  }, 60_000);

  it.each([
    ['void-late-number', 3, [1]],
    ['contiguous-mark', 5, [1]],
    ['quarantine', 15, [1]],
    ['durable-before-show', 2, [2]],
  ] as const)(
    'breaks without the guard %s',
    async (guard, invariant, seeds) => {
      const { violations } = await play(seeds, guard);
      expect(violations.map(found => found.invariant)).toContain(invariant);
    },
    60_000,
  );
});
