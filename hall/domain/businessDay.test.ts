import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from './beijingTime.ts';
import { businessDayAt, businessDaySchema } from './businessDay.ts';

describe('business day', () => {
  it('is the day in Beijing, whatever the time zone of the machine', () => {
    expect(businessDayAt(Date.UTC(2026, 10, 21, 15, 59, 59, 999))).toBe('2026-11-21');
    expect(businessDayAt(Date.UTC(2026, 10, 21, 16, 0, 0, 0))).toBe('2026-11-22');
    expect(beijingTime(Date.UTC(2026, 10, 21, 16, 0))).toBe('00:00');
    expect(beijingTime(Date.UTC(2026, 10, 22, 1, 5))).toBe('09:05');
  });

  it('has an answer for a clock without a battery and for one in the future', () => {
    expect(businessDayAt(0)).toBe('1970-01-01');
    expect(businessDayAt(Date.UTC(2099, 11, 31, 20))).toBe('2100-01-01');
  });

  it('never goes backwards while the clock goes forwards', () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(businessDayAt(first) <= businessDayAt(second)).toBe(true);
      }),
    );
  });

  it('is written in one way only', () => {
    for (const bad of ['2026-1-1', '20261122', '2026-11-22T00:00', ''])
      expect(businessDaySchema.safeParse(bad).success).toBe(false);
  });
});
