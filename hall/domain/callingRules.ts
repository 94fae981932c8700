import { z } from 'zod';
import { accountIdSchema, counterIdSchema, queueIdSchema } from './ids.ts';
import { priorityClassSchema, skillIdSchema, skillSchema } from './priorityClass.ts';
import { languageSchema } from './text.ts';

/** What is special about one counter when it calls. */
export const deskRulesSchema = z.object({
  /**
   * Ratio between its queues: 3 and 1 = three of the one for one of the other while people wait in both. A queue without a
   * number counts as 1; no numbers at all = whoever waits longest.
   */
  shares: z.record(queueIdSchema, z.number().int().min(1).max(9)).prefault({}),
  /** Queues it helps out with: only while nobody waits in its own, or for a ticket that has waited `secondaryAfterMinutes`. */
  secondary: z.array(queueIdSchema).prefault([]),
  /** Never "never": a queue whose own counters are all closed would wait for ever. */
  secondaryAfterMinutes: z.number().int().min(1).max(240).prefault(15),
  skills: z.array(skillIdSchema).prefault([]),
});
export type DeskRules = z.infer<typeof deskRulesSchema>;

/** How a hall calls: data, so that a supervisor can change it. Every value has a default that works. */
export const callingRulesSchema = z.object({
  /** Each priority level stands as if it had come this much earlier; whoever waits longer than that is not overtaken. */
  headStartMinutes: z.number().int().min(0).max(240).prefault(20),
  /** The oldest ticket of a counter is passed over at most so often, whoever arrives. */
  mostPassed: z.number().int().min(1).max(20).prefault(3),
  /** A ticket in a language the counter speaks stands as if it had come this much earlier there. */
  languageMinutes: z.number().int().min(0).max(60).prefault(5),
  /** An appointment stands from its slot on as if it had come this much earlier; who waits longer is not overtaken. */
  appointmentMinutes: z.number().int().min(0).max(240).prefault(60),
  /** Languages spoken at a counter besides Chinese. */
  speaks: z.record(counterIdSchema, z.array(languageSchema)).prefault({}),
  desks: z.record(counterIdSchema, deskRulesSchema).prefault({}),
  skills: z.array(skillSchema).prefault([]),
  /** What a queue asks of the counter, and what a clerk brings to any counter. */
  queueNeeds: z.record(queueIdSchema, z.array(skillIdSchema)).prefault({}),
  clerkSkills: z.record(accountIdSchema, z.array(skillIdSchema)).prefault({}),
  classes: z.array(priorityClassSchema).max(12).prefault([]),
  /** So many matters on one number; 1 = one number, one matter. */
  mostMatters: z.number().int().min(1).max(6).prefault(4),
  noShow: z
    .object({
      /** A missed ticket can be called again after this long. */
      returnsAfterMinutes: z.number().int().min(0).max(120).prefault(5),
      /** So often it comes back by itself; then it is over. */
      mostReturns: z.number().int().min(0).max(9).prefault(1),
    })
    .prefault({}),
});
export type CallingRules = z.infer<typeof callingRulesSchema>;
