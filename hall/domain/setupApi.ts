import { z } from 'zod';
import type { HallSetup } from './hallSetup.ts';
import { accountIdSchema } from './ids.ts';
import { setupChangeSchema } from './setupChange.ts';
import { setupOrigins } from './setupOrigin.ts';
import { setupProblemSchema } from './setupProblem.ts';

const revision = z.number().int().nonnegative();
const revisionHead = {
  revision,
  savedAt: z.number().int().nullable(),
  account: accountIdSchema.nullable(),
  how: z.enum(setupOrigins),
};
/** Has been read by the schema of the set-up before it is sent; described once there, not again for every route. */
const setup = z.record(z.string(), z.unknown()) as unknown as z.ZodType<HallSetup>;

/** `GET /api/setup`: the set-up that is in force and its revision, which a change has to name. */
export const setupNowSchema = z.object({ ...revisionHead, setup });
export type SetupNow = z.infer<typeof setupNowSchema>;

/** `PUT /api/setup`. The document is read field by field, so that the answer can name each of them. */
export const saveSetupSchema = z.object({ basedOn: revision, setup: z.record(z.string(), z.unknown()) });

/** `POST /api/setup/import`: an exported file, or a bare set-up document. */
export const importSetupSchema = z.object({
  basedOn: revision,
  dryRun: z.boolean(),
  document: z.record(z.string(), z.unknown()),
});

export const restoreSetupSchema = z.object({ basedOn: revision, revision });

const changes = z.array(setupChangeSchema);
/** What became of a set-up that was handed in. Only `accepted` has changed anything. */
export const setupOutcomeSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('accepted'), now: setupNowSchema, changes }),
  /** A dry run without problems: this is what would change, and the document as it was read. */
  z.object({ at: z.literal('ready'), setup, changes }),
  /** Nothing was changed: fields to correct, or people in the hall who would be let down. */
  z.object({ at: z.literal('refused'), problems: z.array(setupProblemSchema), changes }),
  /** Somebody else was quicker: the set-up in force now, and what it changed against the one this was based on. */
  z.object({ at: z.literal('conflict'), now: setupNowSchema, changes }),
]);
export type SetupOutcome = z.infer<typeof setupOutcomeSchema>;

export const exportFormat = 'hall-setup';
/** One file with everything: `GET /api/setup/export`. */
export const setupFileSchema = z.object({
  format: z.literal(exportFormat),
  version: z.literal(1),
  exportedAt: z.number().int(),
  setup,
});

/** `GET /api/setup/history`, the newest first, each with what it changed. */
export const setupHistorySchema = z.object({ revisions: z.array(z.object({ ...revisionHead, changes })) });
export type SetupHistory = z.infer<typeof setupHistorySchema>;
