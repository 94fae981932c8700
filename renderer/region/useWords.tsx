import { createContext, type ReactNode, useContext } from 'react';
import type { Language } from '../../hall/domain/language.ts';
import { type WordKey, wordOf } from './words.ts';

/** Language of the page. */
export const PageLanguage = createContext<Language>('zh');

/** `w` gives a plain word; `fill` puts a component where the sentence has its number. */
export function useWords(): {
  language: Language;
  w: (key: WordKey) => string;
  fill: (key: WordKey, value: ReactNode) => ReactNode;
} {
  const language = useContext(PageLanguage);
  const w = (key: WordKey) => wordOf(language, key);
  return {
    language,
    w,
    fill: (key, value) => {
      const [before, after] = w(key).split('{n}');
      if (after === undefined) return before;
      return (
        <>
          {before}
          {value}
          {after}
        </>
      );
    },
  };
}
