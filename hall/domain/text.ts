import { z } from 'zod';
import { languages } from './language.ts';

/* The plain words live in language.ts, which pages import without taking the schema library along. */

export const languageSchema = z.enum(languages);

/** A text in three languages; Chinese is always there, the others may still be missing. */
export const textSchema = z.object({
  zh: z.string().min(1).max(200),
  ug: z.string().max(400).nullable(),
  en: z.string().max(400).nullable(),
});
