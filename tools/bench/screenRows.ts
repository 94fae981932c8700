import type { BenchRow } from './benchRow.ts';

/** Value below which `part` (0…1) of the numbers lie. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** A row whose ratio is simply the measured value over its floor. */
export function ratioRow(name: string, unit: string, [value, floor]: readonly [number, number]): BenchRow {
  return { name, value, unit, floor, ratio: value / floor };
}
