import type { Language } from '../../hall/domain/language.ts';
import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import { follow as en, wait as waitEn } from '../ui/text/en.json';
import { follow as ug, wait as waitUg } from '../ui/text/ug.json';
import { follow as zh, wait as waitZh } from '../ui/text/zh.json';

/** Only the words of this page are loaded; a phone on a slow network has it at once. */
const pages = { zh, ug, en } as const;
const waits = { zh: waitZh, ug: waitUg, en: waitEn } as const;

export type Word = Exclude<keyof typeof zh, `ahead${string}`>;
type Values = Readonly<Record<string, string | number>>;

/** A text with its values, each in a direction of its own: "0991-1" reads the same inside Uyghur. */
function filled(text: string, values: Values): Node[] {
  return text.split(/(\{\{\w+\}\})/).map(part => {
    const name = /^\{\{(\w+)\}\}$/.exec(part)?.[1];
    if (name === undefined) return document.createTextNode(part);
    const isolated = document.createElement('bdi');
    isolated.dir = 'ltr';
    isolated.textContent = String(values[name] ?? '');
    return isolated;
  });
}

export function say(language: Language, word: Word, values: Values = {}): Node[] {
  return filled(pages[language][word], values);
}

/** "3 people before you", in the plural form of the language. */
export function sayAhead(language: Language, n: number): Node[] {
  const one = language === 'zh' || n !== 1 ? null : pages[language].ahead_one;
  return filled(one ?? pages[language].ahead_other, { n });
}

export function sayWait(language: Language, wait: WaitingEstimate): Node[] {
  const words = waits[language];
  switch (wait.at) {
    case 'now':
      return filled(words.now, {});
    case 'range':
      return filled(words.range, { from: wait.from, to: wait.to });
    default:
      return filled(words[wait.at], { n: wait.minutes });
  }
}
