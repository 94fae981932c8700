import { z } from 'zod';
import { queueIdSchema, serviceIdSchema } from './ids.ts';
import { textSchema } from './text.ts';

/** A thing that can be done in the hall (事项), and the queue it waits in. */
export const serviceItemSchema = z.object({
  id: serviceIdSchema,
  name: textSchema,
  queue: queueIdSchema,
  /** Privacy-sensitive (S26): boards, voice and paper never name it. */
  isPrivate: z.boolean().prefault(false),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
