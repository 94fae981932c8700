import { z } from 'zod';
import { type QueueId, queueIdSchema } from './ids.ts';
import { clockTimeSchema } from './openingHours.ts';

/** How appointments of one queue are given. Absent = this queue takes none. */
export const appointmentRuleSchema = z
  .object({
    queue: queueIdSchema,
    slotMinutes: z.number().int().min(5).max(240).prefault(30),
    /** Slots lie between these times of the day, and within the opening hours. */
    from: clockTimeSchema.prefault('00:00'),
    to: clockTimeSchema.prefault('24:00'),
    /** Appointments that may stand at one slot. */
    places: z.number().int().min(1).max(99).prefault(2),
    /** 0 = only today. */
    daysAhead: z.number().int().min(0).max(60).prefault(7),
    /** So long before its slot an appointment can be checked in. */
    earliestMinutes: z.number().int().min(0).max(240).prefault(30),
    /** Who checks in at most so long after the slot began is still called as due at the slot. */
    punctualMinutes: z.number().int().min(0).max(60).prefault(5),
    /** So long after the slot began the place is kept; then it is released by itself (S24). */
    latestMinutes: z.number().int().min(0).max(240).prefault(20),
  })
  .refine(rule => rule.punctualMinutes <= rule.latestMinutes, 'punctualMinutes is longer than latestMinutes');
export type AppointmentRule = z.infer<typeof appointmentRuleSchema>;

export const appointmentRulesSchema = z.object({
  queues: z
    .array(appointmentRuleSchema)
    .max(99)
    .refine(
      rules => new Set(rules.map(({ queue }) => queue)).size === rules.length,
      'a queue has two appointment rules',
    )
    .prefault([]),
  /** Telephone for questions about appointments, shown beside them (S24). */
  helpLine: z
    .string()
    .regex(/^[\d +()-]{3,30}$/)
    .nullable()
    .prefault(null),
});
export type AppointmentRules = z.infer<typeof appointmentRulesSchema>;

/** The rule of a queue, or null when it takes no appointments. */
export function appointmentRuleOf(rules: AppointmentRules, queue: QueueId): AppointmentRule | null {
  return rules.queues.find(rule => rule.queue === queue) ?? null;
}
