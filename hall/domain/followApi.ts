import { z } from 'zod';
import { labelSchema } from './label.ts';
import { languageSchema, textSchema } from './text.ts';
import { ticketStates } from './ticket.ts';
import { waitingEstimateSchema } from './waitingEstimate.ts';

/** What the phone of a ticket's holder sees; nothing in it says who that is. */
export const followViewSchema = z.object({
  hall: textSchema,
  label: labelSchema,
  queueName: textSchema,
  area: textSchema.nullable(),
  at: z.enum(ticketStates),
  /** People before it while it waits; 0 afterwards. */
  ahead: z.number().int().nonnegative(),
  wait: waitingEstimateSchema.nullable(),
  /** The window that has called it. */
  counter: z.number().int().nullable(),
  /** The windows that may call it. */
  counters: z.array(z.number().int()),
  language: languageSchema,
});
export type FollowView = z.infer<typeof followViewSchema>;

/** Entry of the live stream of one ticket. */
export type FollowEntries = { ticket: FollowView };
