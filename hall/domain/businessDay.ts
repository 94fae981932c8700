import { z } from 'zod';
import { beijingOffsetMs } from './beijingTime.ts';

export { beijingTime } from './beijingTime.ts';

/** A business day of the hall, `YYYY-MM-DD` in Beijing time: offices in Xinjiang keep Beijing time. */
export const businessDaySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand<'BusinessDay'>();
export type BusinessDay = z.infer<typeof businessDaySchema>;

/** Calendar day in Beijing of an instant (UTC epoch ms). */
export function businessDayAt(epochMs: number): BusinessDay {
  return businessDaySchema.parse(new Date(epochMs + beijingOffsetMs).toISOString().slice(0, 10));
}
