import { z } from 'zod';
import { announcingSchema } from './announcing.ts';
import { appointmentRulesSchema } from './appointmentRules.ts';
import { callingRulesSchema } from './callingRules.ts';
import { floorRulesSchema } from './floorRules.ts';
import { followSettingsSchema } from './followSettings.ts';
import {
  areaIdSchema,
  type CounterId,
  counterIdSchema,
  departmentIdSchema,
  type QueueId,
  queueIdSchema,
} from './ids.ts';
import type { Text } from './language.ts';
import { type OpeningHours, openingHoursSchema, seasonsSchema } from './openingHours.ts';
import { areaSchema, departmentSchema, liftPlaces } from './places.ts';
import { serviceItemSchema } from './serviceItem.ts';
import { checkReferences } from './setupReferences.ts';
import { slotQuotasSchema } from './slotQuota.ts';
import { textSchema } from './text.ts';

/** Whether a number of a queue is bound to an ID card: never, when a card lies there, or no number without one. */
export const realNameRules = ['no', 'optional', 'required'] as const;

export const queueSchema = z.object({
  id: queueIdSchema,
  /** First letter of every label of this queue. */
  letter: z.string().regex(/^[A-Z]$/),
  name: textSchema,
  department: departmentIdSchema.nullable().prefault(null),
  area: areaIdSchema.nullable().prefault(null),
  /** Shown as a one-touch tile on the home screen (at most four). */
  mostUsed: z.boolean(),
  /** Hours of its own instead of those of the hall; the hall's holidays are kept. */
  openingSeasons: seasonsSchema.nullable().prefault(null),
  /** Numbers that may be held of one business day; a number given back is free again. */
  quotaPerDay: z.number().int().min(1).max(9_999).nullable().prefault(null),
  /** The same for parts of the day. */
  slotQuotas: slotQuotasSchema.prefault([]),
  realName: z.enum(realNameRules).prefault('optional'),
});
export type Queue = z.infer<typeof queueSchema>;

export const counterSchema = z.object({
  id: counterIdSchema,
  /** What is written above the counter and spoken: 3 → 3 号窗口. */
  number: z.number().int().min(1).max(999),
  /** Queues it may serve, the most important first; all of them when empty. */
  queues: z.array(queueIdSchema),
});
export type Counter = z.infer<typeof counterSchema>;

const hallDocumentSchema = z
  .object({
    /** The hall that comes with the program, until a supervisor has put in the real one. */
    example: z.boolean().prefault(false),
    hall: z.object({ id: z.number().int().min(1), name: textSchema }),
    areas: z.array(areaSchema).max(100).prefault([]),
    departments: z.array(departmentSchema).max(200).prefault([]),
    queues: z.array(queueSchema).min(1).max(26),
    services: z.array(serviceItemSchema).max(2_000).prefault([]),
    counters: z.array(counterSchema).min(1).max(500),
    /** When numbers are given; null = always. */
    openingHours: openingHoursSchema.nullable().prefault(null),
    /** Order of calling and what happens after a no-show. */
    calling: callingRulesSchema.prefault({}),
    /** When the supervisor is warned. */
    floor: floorRulesSchema.prefault({}),
    /** Which queues take appointments, and how. */
    appointments: appointmentRulesSchema.prefault({}),
    /** How loud, how often and where the loudspeaker calls. */
    announcing: announcingSchema.prefault({}),
    /** The page a citizen follows a ticket with. */
    follow: followSettingsSchema.prefault({}),
  })
  .superRefine(checkReferences);

/** How a hall is put together. One document, so that it can be exported, imported and sent to kiosks whole. */
export const hallSetupSchema = z.preprocess(liftPlaces, hallDocumentSchema);
export type HallSetup = z.infer<typeof hallSetupSchema>;

/** The queue with this id, or null. */
export function findQueue(setup: HallSetup, id: QueueId): Queue | null {
  return setup.queues.find(queue => queue.id === id) ?? null;
}

/** The counter with this id, or null. */
export function findCounter(setup: HallSetup, id: CounterId): Counter | null {
  return setup.counters.find(counter => counter.id === id) ?? null;
}

/** Queues this counter may call from. */
export function queuesServedBy(setup: HallSetup, counter: Counter): readonly Queue[] {
  return counter.queues.length === 0 ? setup.queues : setup.queues.filter(queue => counter.queues.includes(queue.id));
}

/** When numbers of this queue are given; null = always. */
export function hoursOf({ openingHours }: HallSetup, { openingSeasons }: Queue): OpeningHours | null {
  if (openingSeasons === null) return openingHours;
  return { seasons: openingSeasons, holidays: openingHours?.holidays ?? null };
}

/** Counters that may call from this queue. */
export function countersServing(setup: HallSetup, queue: QueueId): readonly Counter[] {
  return setup.counters.filter(counter => counter.queues.length === 0 || counter.queues.includes(queue));
}

/** Name of the area of a queue; null when it has none. */
export function areaOf({ areas }: HallSetup, { area }: Queue): Text | null {
  return areas.find(({ id }) => id === area)?.name ?? null;
}

/** Name of the department of a queue; null when it has none. */
export function departmentOf({ departments }: HallSetup, { department }: Queue): Text | null {
  return departments.find(({ id }) => id === department)?.name ?? null;
}
