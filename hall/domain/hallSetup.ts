import { z } from 'zod';
import { callingRulesSchema } from './callingRules.ts';
import { type CounterId, counterIdSchema, type QueueId, queueIdSchema } from './ids.ts';
import { type OpeningHours, openingHoursSchema, seasonsSchema } from './openingHours.ts';
import { textSchema } from './text.ts';

export const queueSchema = z.object({
  id: queueIdSchema,
  /** First letter of every label of this queue. */
  letter: z.string().regex(/^[A-Z]$/),
  name: textSchema,
  department: textSchema.nullable(),
  area: textSchema.nullable(),
  /** Shown as a one-touch tile on the home screen (at most four). */
  mostUsed: z.boolean(),
  /** Hours of its own instead of those of the hall; the hall's holidays are kept. */
  openingSeasons: seasonsSchema.nullable().prefault(null),
  /** Numbers that may be held of one business day; a number given back is free again. */
  quotaPerDay: z.number().int().min(1).max(9_999).nullable().prefault(null),
});
export type Queue = z.infer<typeof queueSchema>;

export const counterSchema = z.object({
  id: counterIdSchema,
  /** What is written above the counter and spoken: 3 → 3 号窗口. */
  number: z.number().int().min(1).max(999),
  /** Queues it may serve; all of them when empty. */
  queues: z.array(queueIdSchema),
});
export type Counter = z.infer<typeof counterSchema>;

/** How a hall is put together. One document, so that it can be exported, imported and sent to kiosks whole. */
export const hallSetupSchema = z
  .object({
    hall: z.object({ id: z.number().int().min(1), name: textSchema }),
    queues: z.array(queueSchema).min(1),
    counters: z.array(counterSchema).min(1),
    /** When numbers are given; null = always. */
    openingHours: openingHoursSchema.nullable().prefault(null),
    /** Order of calling and what happens after a no-show. */
    calling: callingRulesSchema.prefault({}),
  })
  .superRefine((setup, context) => {
    const repeated = (values: readonly (string | number)[]) => values.find((v, i) => values.indexOf(v) !== i);
    for (const [what, values] of [
      ['queue id', setup.queues.map(q => q.id)],
      ['queue letter', setup.queues.map(q => q.letter)],
      ['counter id', setup.counters.map(c => c.id)],
      ['counter number', setup.counters.map(c => c.number)],
    ] as const) {
      const twice = repeated(values);
      if (twice !== undefined) context.addIssue({ code: 'custom', message: `${what} ${twice} is used twice` });
    }
    for (const counter of setup.counters)
      for (const queue of counter.queues)
        if (!setup.queues.some(q => q.id === queue))
          context.addIssue({ code: 'custom', message: `counter ${counter.number} serves an unknown queue ${queue}` });
  });
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
