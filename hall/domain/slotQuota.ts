import { z } from 'zod';
import { beijingTime } from './beijingTime.ts';
import { clockTimeSchema } from './openingHours.ts';

const slotQuotaSchema = z.object({
  from: clockTimeSchema,
  to: clockTimeSchema,
  /** Numbers that may be held of those given within this time; a number given back is free again. */
  most: z.number().int().min(1).max(9_999),
});
export type SlotQuota = z.infer<typeof slotQuotaSchema>;

/** Quotas of parts of the day (分时段限号), in order and without overlap; time between two slots has no quota of its own. */
export const slotQuotasSchema = z
  .array(slotQuotaSchema)
  .max(24)
  .superRefine((slots, context) => {
    for (const [at, { from, to }] of slots.entries()) {
      const before = slots[at - 1];
      if (from >= to)
        context.addIssue({
          code: 'custom',
          path: [at, 'to'],
          params: { problem: 'ends_early' },
          message: 'ends before it begins',
        });
      else if (before !== undefined && before.to > from)
        context.addIssue({
          code: 'custom',
          path: [at, 'from'],
          params: { problem: 'overlap' },
          message: 'overlaps the slot before',
        });
    }
  });

/** The slot an instant (UTC epoch ms) lies in; null = none. */
export function slotAt(slots: readonly SlotQuota[], epochMs: number): SlotQuota | null {
  const time = beijingTime(epochMs);
  return slots.find(({ from, to }) => from <= time && time < to) ?? null;
}
