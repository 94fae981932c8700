import { z } from 'zod';

/** A business day of the hall, `YYYY-MM-DD` in Beijing time: offices in Xinjiang keep Beijing time. */
export const businessDaySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand<'BusinessDay'>();
export type BusinessDay = z.infer<typeof businessDaySchema>;

const beijingOffsetMs = 8 * 60 * 60 * 1000;

/** Calendar day in Beijing of an instant (UTC epoch ms). Beijing has no summer time, so a fixed offset is exact. */
export function businessDayAt(epochMs: number): BusinessDay {
  return businessDaySchema.parse(new Date(epochMs + beijingOffsetMs).toISOString().slice(0, 10));
}

/** Hour and minute in Beijing of an instant (UTC epoch ms), `HH:MM`. */
export function beijingTime(epochMs: number): string {
  return new Date(epochMs + beijingOffsetMs).toISOString().slice(11, 16);
}
