import { z } from 'zod';
import { businessDaySchema } from './businessDay.ts';
import { hubAddressSchema } from './enrolment.ts';
import { accountIdSchema, deviceIdSchema } from './ids.ts';

/** How often a stand-by hub asks the leading one whether it is there. */
export const standbyAskMs = 1_000;
/** Silence after which a stand-by takes over, when a kiosk has lost the leading hub as well. */
export const leaseMs = 5_000;

/** `POST /api/standby`: where this stand-by is, and which copy of the hall it has. */
export const standbyRequestSchema = z.object({
  addresses: z.array(hubAddressSchema).max(20),
  have: z.string().max(64).nullable(),
});

const accountRowSchema = z.object({
  account: accountIdSchema,
  role: z.enum(['clerk', 'supervisor', 'editor']),
  pinHash: z.string(),
  mustChangePin: z.boolean(),
  isDisabled: z.boolean(),
  lastSignInAt: z.number().nullable(),
});

/** What a hub needs besides the log to go on in another one's place. */
export const hallCopySchema = z.object({
  accounts: z.array(accountRowSchema),
  documents: z.record(z.string(), z.unknown()),
  /** Key of the day, base64url: the same card is the same person at any hub. */
  dayKey: z.object({ bday: businessDaySchema, key: z.string() }).nullable(),
});
export type HallCopy = z.infer<typeof hallCopySchema>;

export const standbyAnswerSchema = z.object({
  hub: deviceIdSchema,
  addresses: z.array(hubAddressSchema),
  /** null: the stand-by has it already. */
  copy: z.object({ revision: z.string(), hall: hallCopySchema }).nullable(),
});
