import { describe, expect, it } from 'vitest';
import type { Guard } from './guards.ts';
import { sometimesNames } from './ledger.ts';
import { playSeed } from './playSeed.ts';
import { playSeeds } from './playSeeds.ts';

async function play(seeds: readonly number[], ...without: Guard[]) {
  const played = await Promise.all(seeds.map(seed => playSeeds({ from: seed, seeds: 1, without: new Set(without) })));
  return played.flatMap(({ violations }) => violations);
}

describe('a simulated hall', () => {
  it('loses no ticket and gives no label twice in 200 lives, whatever fails', async () => {
    const { violations, sometimes, tickets } = await playSeeds({ from: 1, seeds: 200, without: new Set() });
    expect(violations).toEqual([]);
    expect(tickets).toBeGreaterThan(10_000);
    // The faults themselves: a quiet run would prove nothing.
    expect(sometimesNames.filter(name => sometimes[name] === 0)).toEqual([]);
  }, 600_000);

  it('plays the same seed the same way', async () => {
    const first = await playSeed(5, new Set());
    const again = await playSeed(5, new Set());
    const other = await playSeed(6, new Set());
    expect(again).toEqual(first);
    expect(other.traceHash).not.toBe(first.traceHash);
  }, 60_000);

  it.each([
    ['void-late-number', 3, [2]],
    ['contiguous-mark', 5, [1]],
    ['quarantine', 15, [1]],
    ['durable-before-show', 2, [2]],
    ['replaced-hub-waits', 1, [12, 34]],
  ] as const)(
    'breaks without the guard %s',
    async (guard, invariant, seeds) => {
      const violations = await play(seeds, guard);
      expect(violations.map(found => found.invariant)).toContain(invariant);
    },
    60_000,
  );
});
