import type { Label } from './label.ts';

/** One recorded word of an announcement and the silence after it. */
export type SpokenWord = { word: string; pauseMs: number };

/** Languages a clip pack can speak. */
export const clipLanguages = ['zh', 'ug'] as const;
export type ClipLanguage = (typeof clipLanguages)[number];

/** 1 is read yāo in numbers that are spelled digit by digit, as every Chinese hall does. */
const chineseDigits = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const chineseNumerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const uyghurDigits = ['نۆل', 'بىر', 'ئىككى', 'ئۈچ', 'تۆت', 'بەش', 'ئالتە', 'يەتتە', 'سەككىز', 'توققۇز'] as const;
const uyghurTens = ['', 'ئون', 'يىگىرمە', 'ئوتتۇز', 'قىرىق', 'ئەللىك', 'ئاتمىش', 'يەتمىش', 'سەكسەن', 'توقسان'] as const;
const uyghurHundred = 'يۈز';

/** Between two signs of a number that is spelled. */
const betweenSignsMs = 40;
const spelled = (word: string): SpokenWord => ({ word, pauseMs: betweenSignsMs });
const joined = (word: string): SpokenWord => ({ word, pauseMs: 0 });

/** A label sign by sign: `A015` → `A`, `零`, `幺`, `五`. */
export function labelWords(language: ClipLanguage, label: Label): readonly SpokenWord[] {
  const digits = language === 'zh' ? chineseDigits : uyghurDigits;
  return [...label].map(sign => spelled(/\d/.test(sign) ? (digits[Number(sign)] ?? sign) : sign));
}

/** A small whole number, 0–999, as it is read: `12` → `十`, `二`. */
export function numberWords(language: ClipLanguage, value: number): readonly SpokenWord[] {
  if (!Number.isInteger(value) || value < 0 || value > 999) throw new RangeError(`not 0–999: ${value}`);
  const words = language === 'zh' ? chineseNumber(value) : uyghurNumber(value);
  return words.map(joined);
}

function chineseNumber(value: number): string[] {
  const sign = (digit: number) => chineseNumerals[digit] ?? '';
  if (value < 10) return [sign(value)];
  if (value < 20) return value === 10 ? ['十'] : ['十', sign(value - 10)];
  const rest = value % (value < 100 ? 10 : 100);
  if (value < 100) return [sign(Math.floor(value / 10)), '十', ...(rest === 0 ? [] : [sign(rest)])];
  const tail =
    rest === 0 ? [] : rest < 10 ? ['零', sign(rest)] : rest < 20 ? ['一', ...chineseNumber(rest)] : chineseNumber(rest);
  return [sign(Math.floor(value / 100)), '百', ...tail];
}

function uyghurNumber(value: number): string[] {
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor((value % 100) / 10);
  const ones = value % 10;
  const words = [
    ...(hundreds === 0 ? [] : hundreds === 1 ? [uyghurHundred] : [uyghurDigits[hundreds] ?? '', uyghurHundred]),
    ...(tens === 0 ? [] : [uyghurTens[tens] ?? '']),
    ...(ones === 0 ? [] : [uyghurDigits[ones] ?? '']),
  ];
  return words.length === 0 ? [uyghurDigits[0]] : words;
}

/** Words without which a pack cannot say a single call in a language. Letters come on top: each hall has its own. */
export const neededWords: Record<ClipLanguage, readonly string[]> = {
  zh: ['请', '号', '到', '号窗口', ...new Set([...chineseDigits, ...chineseNumerals]), '十', '百'],
  ug: ['نومۇر', 'كۆزنەككە', 'كېلىڭ', ...uyghurDigits, ...uyghurTens.slice(1), uyghurHundred],
};
