import { z } from 'zod';

/**
 * Number series. `shared` is allocated by the hub only; every kiosk owns one more, named by its mark, and needs nobody's
 * agreement to use it. Letters that are misread or misheard (I O Q S Z B) are not marks.
 */
export const seriesMarks = [...'ACDEFGHJKLMNPRTUVWXY'] as const;
export const seriesSchema = z.union([z.literal('shared'), z.string().regex(/^[AC-HJ-NPRT-Y]{1,2}$/)]);
export type Series = z.infer<typeof seriesSchema>;

/** `A017` (shared series) or `AK017` (the series of kiosk K): queue letter, mark, three digits. */
export const labelSchema = z
  .string()
  .regex(/^[A-Z][AC-HJ-NPRT-Y]{0,2}\d{3}$/)
  .brand<'Label'>();
export type Label = z.infer<typeof labelSchema>;

/** Numbers run from 1 to 999; a series that is not reset by the day wraps. */
export const lastNumber = 999;

/** Builds the label a citizen sees. `number` is 1–999; anything else is a bug and throws. */
export function formatLabel({ letter, series, number }: { letter: string; series: Series; number: number }): Label {
  if (!Number.isInteger(number) || number < 1 || number > lastNumber) throw new RangeError(`ticket number ${number}`);
  return labelSchema.parse(`${letter}${series === 'shared' ? '' : series}${String(number).padStart(3, '0')}`);
}

/** Takes a label apart again; the inverse of {@link formatLabel}. */
export function parseLabel(label: Label): { letter: string; series: Series; number: number } {
  const mark = label.slice(1, -3);
  return { letter: label.slice(0, 1), series: mark === '' ? 'shared' : mark, number: Number(label.slice(-3)) };
}

/** The number after `number` in a series that wraps at 999. */
export function nextNumber(number: number): number {
  return number >= lastNumber ? 1 : number + 1;
}
