import { z } from 'zod';
import { counterIdSchema } from './ids.ts';
import { languageSchema } from './text.ts';

/** How a hall calls: data, so that a supervisor can change it. Every value has a default that works. */
export const callingRulesSchema = z.object({
  /** Each priority class stands as if it had come this much earlier; whoever waits longer than that is not overtaken. */
  headStartMinutes: z.number().int().min(0).max(240).prefault(20),
  /** The oldest ticket of a counter is passed over at most so often, whoever arrives. */
  mostPassed: z.number().int().min(1).max(20).prefault(3),
  /** A ticket in a language the counter speaks stands as if it had come this much earlier there. */
  languageMinutes: z.number().int().min(0).max(60).prefault(5),
  /** An appointment stands from its slot on as if it had come this much earlier; who waits longer is not overtaken. */
  appointmentMinutes: z.number().int().min(0).max(240).prefault(60),
  /** Languages spoken at a counter besides Chinese. */
  speaks: z.record(counterIdSchema, z.array(languageSchema)).prefault({}),
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
