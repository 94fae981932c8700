/** The three languages of the hall. Order = order of the language buttons. */
export const languages = ['zh', 'ug', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in three languages; Chinese is always there, the others may still be missing (null). */
export type Text = { zh: string; ug: string | null; en: string | null };

/** The text in the wanted language, or the Chinese one when it has not been written yet. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? text.zh;
}

/** The language {@link textIn} really answers in; the page marks the text with it, so that fonts and direction fit. */
export function languageShown(text: Text, language: Language): Language {
  return text[language] === null ? 'zh' : language;
}

/** Writing direction of a language; the document root carries it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ug' ? 'rtl' : 'ltr';
}
