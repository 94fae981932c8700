import { createInstance } from 'i18next';
import { createContext, useContext } from 'react';
import type { Language } from '../../hall/domain/language.ts';
import type staffWords from './staffText/zh.json';
import en from './text/en.json';
import ug from './text/ug.json';
import zh from './text/zh.json';

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];
type WithoutForm<K extends string> = K extends `${infer Base}_other` ? Base : K;

/** Every key of the catalogues; plural forms share one key. Those of staff pages have words only where staffText.ts is loaded. */
export type TextKey = WithoutForm<Leaves<typeof zh> | Leaves<typeof staffWords>>;

/** Values of placeholders; `count` chooses the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;

const catalogue = createInstance();
void catalogue.init({
  lng: 'zh',
  fallbackLng: 'zh',
  supportedLngs: ['zh', 'ug', 'en'],
  initAsync: false,
  resources: { zh: { translation: zh }, ug: { translation: ug }, en: { translation: en } },
  // React escapes what it draws.
  interpolation: { escapeValue: false },
});

/** Adds words that not every page needs. */
export function addTexts(words: Readonly<Record<Language, object>>): void {
  for (const [language, tree] of Object.entries(words))
    catalogue.addResourceBundle(language, 'translation', tree, false, false);
}

/** The text of a key in a language. */
export function text(language: Language, key: TextKey, values: TextValues = {}): string {
  return catalogue.t(key, { ...values, lng: language });
}

/** Language of the tree below; the page sets it, nothing else does. */
export const LanguageContext = createContext<Language>('zh');

/** The text function of the language around the component. */
export function useText(): { language: Language; t: (key: TextKey, values?: TextValues) => string } {
  const language = useContext(LanguageContext);
  return { language, t: (key, values = {}) => text(language, key, values) };
}
