import { z } from 'zod';
import { clipLanguages } from './spokenWords.ts';

/** A file of the pack, below its folder. */
const clipFileSchema = z
  .string()
  .max(200)
  .refine(
    file => /\.(?:wav|ogg)$/i.test(file) && !/^\/|\\|\0|(?:^|\/)\.\.(?:\/|$)/.test(file),
    'no .wav or .ogg file below the folder of the pack',
  );

/** `manifest.json` of a clip pack: recorded words of one speaker, as files beside it. */
export const clipManifestSchema = z.object({
  format: z.literal('hall-clips/1'),
  /** Who speaks, as staff shall read it. */
  name: z.string().min(1).max(100),
  /** Under which terms the recordings may be used. */
  licence: z.string().min(1).max(200),
  /** Words and their files, by language. Letters are words of one sign. */
  languages: z.partialRecord(z.enum(clipLanguages), z.record(z.string().min(1).max(40), clipFileSchema)),
});
export type ClipManifest = z.infer<typeof clipManifestSchema>;

/** What is known of a pack, for those who put it there. */
export const clipPackReportSchema = z.object({
  folder: z.string(),
  name: z.string().nullable(),
  licence: z.string().nullable(),
  languages: z.array(
    z.object({
      language: z.enum(clipLanguages),
      /** All words are there: calls can be said. */
      isWhole: z.boolean(),
      missing: z.array(z.string()),
      /** Letters that numbers may begin with; others are left to the speech program. */
      letters: z.string(),
    }),
  ),
  /** What is wrong, in English sentences that name the file. */
  problems: z.array(z.string()),
});
export type ClipPackReport = z.infer<typeof clipPackReportSchema>;

/** `GET /api/voices`. */
export const voicesSchema = z.object({
  /** Whether a speech program is installed, which says what no pack can. */
  hasProgram: z.boolean(),
  /** Pack named by the set-up; null = the first that can say it. */
  chosen: z.string().nullable(),
  packs: z.array(clipPackReportSchema),
});
