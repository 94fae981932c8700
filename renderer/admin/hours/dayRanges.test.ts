import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysBetween, rangesOf } from './dayRanges.ts';

const day = fc
  .integer({ min: 0, max: 800 })
  .map(at => new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString().slice(0, 10));

it('ranges hold exactly the days they were made of, and none touches the next', () => {
  fc.assert(
    fc.property(fc.array(day, { maxLength: 60 }), days => {
      const ranges = rangesOf(days);
      const sorted = [...new Set(days)].sort((a, b) => (a < b ? -1 : 1));
      expect(ranges.flatMap(({ first, last }) => daysBetween(first, last))).toEqual(sorted);
      ranges.forEach(({ first }, at) => {
        const before = ranges[at - 1];
        if (before !== undefined) expect(Date.parse(first) - Date.parse(before.last)).toBeGreaterThan(86_400_000);
      });
    }),
  );
});

it('a range backwards or without days is empty', () => {
  expect(daysBetween('2026-10-07', '2026-10-01')).toEqual([]);
  expect(daysBetween('', '2026-10-01')).toEqual([]);
});
