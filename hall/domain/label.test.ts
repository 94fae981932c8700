import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLabel, labelSchema, nextNumber, parseLabel, seriesMarks, seriesSchema } from './label.ts';

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const number = fc.integer({ min: 1, max: 999 });
const mark = fc.constantFrom(...seriesMarks);
const series = fc.oneof(
  fc.constant('shared'),
  mark,
  fc.tuple(mark, mark).map(([a, b]) => a + b),
);

describe('labels', () => {
  it('are what a citizen reads', () => {
    expect(formatLabel({ letter: 'A', series: 'shared', number: 17 })).toBe('A017');
    expect(formatLabel({ letter: 'A', series: 'K', number: 17 })).toBe('AK017');
    expect(formatLabel({ letter: 'B', series: 'KX', number: 999 })).toBe('BKX999');
  });

  it('are taken apart into what they were made of', () => {
    fc.assert(
      fc.property(letter, series, number, (letter, series, number) => {
        expect(parseLabel(formatLabel({ letter, series, number }))).toEqual({ letter, series, number });
      }),
    );
  });

  it('of different series are never equal', () => {
    const parts = fc.record({ letter, series, number });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = a.letter === b.letter && a.series === b.series && a.number === b.number;
        expect(formatLabel(a) === formatLabel(b)).toBe(same);
      }),
    );
  });

  it('refuse numbers that do not exist', () => {
    for (const number of [0, -1, 1000, 1.5, Number.NaN])
      expect(() => formatLabel({ letter: 'A', series: 'shared', number })).toThrow(RangeError);
  });

  it('have no mark that is misread or misheard', () => {
    for (const bad of 'IOQSZB') {
      expect(seriesSchema.safeParse(bad).success).toBe(false);
      expect(labelSchema.safeParse(`A${bad}017`).success).toBe(false);
      expect(seriesMarks.includes(bad)).toBe(false);
    }
    for (const good of seriesMarks) expect(seriesSchema.safeParse(good).success).toBe(true);
    for (const bad of ['', 'k', 'KKK', 'sharedx', '1']) expect(seriesSchema.safeParse(bad).success).toBe(false);
    for (const bad of ['A17', 'a017', 'A0017', 'AKXY017', '017', 'A017\n'])
      expect(labelSchema.safeParse(bad).success).toBe(false);
  });

  it('wrap from 999 to 1', () => {
    expect(nextNumber(1)).toBe(2);
    expect(nextNumber(998)).toBe(999);
    expect(nextNumber(999)).toBe(1);
  });
});
