import { z } from 'zod';
import { textSchema } from './text.ts';

const word = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[a-z][a-z0-9-]*$/);

/** Something a clerk or a counter can do and some matters ask for: sign language, a notary's stamp, … */
export const skillIdSchema = word.brand<'SkillId'>();
export type SkillId = z.infer<typeof skillIdSchema>;
export const skillSchema = z.object({ id: skillIdSchema, name: textSchema });

export const classIdSchema = word.brand<'ClassId'>();
export type ClassId = z.infer<typeof classIdSchema>;

/** How often a class may go before others: so many of so many calls of one counter, or so many an hour in the whole hall. */
const capSchema = z.discriminatedUnion('per', [
  z.object({ per: z.literal('calls'), most: z.number().int().min(1).max(49), of: z.number().int().min(2).max(50) }),
  z.object({ per: z.literal('hour'), most: z.number().int().min(1).max(600) }),
]);

/**
 * A lane for people who need not wait their full turn (S44: with a reason, with a cap, on record). Data, because halls differ
 * in whom they serve first.
 */
export const priorityClassSchema = z.object({
  id: classIdSchema,
  name: textSchema,
  /** Why the class exists, as citizens and supervisors read it. */
  reason: textSchema,
  /** Each level counts as one head start of the calling rules. */
  level: z.number().int().min(1).max(3),
  /** Beyond it a ticket of this class waits like every other; null = no cap. */
  cap: capSchema.nullable().prefault(null),
  /** `citizen`: chosen at the kiosk, or given by a clerk. `staff`: given by a clerk who has seen the reason. */
  givenBy: z.enum(['citizen', 'staff']),
  needs: z.array(skillIdSchema).max(4).prefault([]),
});
export type PriorityClass = z.infer<typeof priorityClassSchema>;
