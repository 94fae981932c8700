import { describe, expect, it } from 'vitest';
import { createLease } from './lease.ts';

const lease = (rank: number, isAlone: boolean) =>
  createLease({ startedMs: 0, rank: () => rank, isAlone: () => isAlone });

describe('the lease of the leading hub', () => {
  it('ends after five seconds of silence that a kiosk has noticed too', () => {
    const one = lease(0, false);
    one.heard(1_000);
    one.witnessed(2_000);
    expect(one.isOver(6_000)).toBe(false);
    expect(one.isOver(6_001)).toBe(true);
    // The kiosk's word is old: its line may be good again.
    expect(one.isOver(17_001)).toBe(false);
    one.witnessed(17_500);
    expect(one.isOver(18_000)).toBe(true);
    one.heard(18_100);
    expect(one.isOver(19_000)).toBe(false);
  });

  it('needs no witness where there is no kiosk, lasts longer for those behind, and longest after a start', () => {
    const alone = lease(0, true);
    expect(alone.isOver(59_000)).toBe(false);
    expect(alone.isOver(60_001)).toBe(true);
    const second = lease(1, true);
    second.heard(0);
    expect([second.isOver(7_000), second.isOver(8_001)]).toEqual([false, true]);
  });
});
