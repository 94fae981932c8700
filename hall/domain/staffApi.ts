import { z } from 'zod';
import { auditEntrySchema } from './audit.ts';
import { accountIdSchema } from './ids.ts';
import { staffRoles } from './staffWords.ts';

export const staffRoleSchema = z.enum(staffRoles);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** An account as the supervisor sees it. */
export const staffAccountSchema = z.object({
  account: accountIdSchema,
  role: staffRoleSchema,
  isDisabled: z.boolean(),
  /** Its PIN was chosen by somebody else and opens nothing but its own change. */
  mustChangePin: z.boolean(),
  /** UTC epoch ms; null = never. */
  lastSignInAt: z.number().int().nullable(),
  sessions: z.number().int(),
  /** Until when wrong PINs have locked it, UTC epoch ms; null = free. */
  lockedUntil: z.number().int().nullable(),
});
export type StaffAccount = z.infer<typeof staffAccountSchema>;

export const createAccountSchema = z.object({ account: accountIdSchema, role: staffRoleSchema });

/** The account afterwards; `pin` is told this once and never again. */
export const accountAnswerSchema = z.object({ account: staffAccountSchema, pin: z.string().nullable() });

/** A page of the audit log, newest first; `next` is the `before` of the page after it. */
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.number().int().nullable() });
