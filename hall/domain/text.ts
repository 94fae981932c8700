import { z } from 'zod';

/** The three languages of the hall. Order = order of the language buttons. */
export const languages = ['zh', 'ug', 'en'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** A text in three languages; Chinese is always there, the others may still be missing. */
export const textSchema = z.object({
  zh: z.string().min(1).max(200),
  ug: z.string().max(400).nullable(),
  en: z.string().max(400).nullable(),
});
export type Text = z.infer<typeof textSchema>;

/** The text in the wanted language, or the Chinese one when it has not been written yet. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? text.zh;
}

/** Writing direction of a language; the document root carries it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ug' ? 'rtl' : 'ltr';
}
