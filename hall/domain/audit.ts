import { z } from 'zod';
import { auditActs } from './staffWords.ts';

/** Said once; position, time and hashes are added where it is kept. No personal data of citizens, no PINs. */
export const auditNoteSchema = z.object({
  /** The account; `unknown` for one that does not exist, because people type their PIN into the wrong field. */
  who: z.string().max(64),
  role: z.string().max(16),
  address: z.string().max(64),
  act: z.enum(auditActs),
  /** Account, counter, queue or route that was acted on; empty when the act says it all. */
  target: z.string().max(200),
  /** What changed, in short words for people. */
  detail: z.string().max(300),
  /** `done`, or the failure code it was refused with. */
  outcome: z.string().max(32),
});
export type AuditNote = z.infer<typeof auditNoteSchema>;

/** One line of the audit log. `hash` covers every other field, and `prev` is the hash of the line before. */
export const auditEntrySchema = auditNoteSchema.extend({
  position: z.number().int().min(1),
  at: z.number().int(),
  /** An act a newer program knew is kept as it is. */
  act: z.string(),
  prev: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What a check of the chain found; `broken` names the first link that does not hold. */
export const auditVerdictSchema = z.object({
  entries: z.number().int(),
  /** Seals of this log that the event log keeps; each was compared with its line. */
  seals: z.number().int(),
  /** Seals of a log that was here before (the database was lost, or replaced). */
  strangeSeals: z.number().int(),
  broken: z
    .object({ position: z.number().int(), why: z.enum(['changed', 'missing', 'unlinked', 'not_as_sealed']) })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
