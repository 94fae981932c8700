import type { CallId } from './ids.ts';
import { type Label } from './label.ts';

/** One spoken sentence. `text` is what is written on the board while it is spoken. */
export type Utterance = { language: 'zh' | 'ug'; text: string };

/** What the loudspeaker says for one call: chime, then one sentence per language. Pure, so the caption can never differ. */
export type AnnouncementPlan = { call: CallId; chime: boolean; utterances: readonly Utterance[] };

/** 1 is read yāo in numbers that are spelled digit by digit, as every Chinese hall does. */
const chineseDigits = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const chineseNumerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** A label the way it is spoken in Chinese: letters as they are, digits one by one. `A015` → `A 零 幺 五`. */
export function spokenLabelZh(label: Label): string {
  return [...label].map(sign => (/\d/.test(sign) ? (chineseDigits[Number(sign)] ?? sign) : sign)).join(' ');
}

/** A small whole number in Chinese words, 0–999: `12` → `十二`. */
export function spokenNumberZh(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 999) throw new RangeError(`not 0–999: ${value}`);
  const word = (digit: number) => chineseNumerals[digit] ?? '';
  if (value < 10) return word(value);
  if (value < 20) return `十${value === 10 ? '' : word(value - 10)}`;
  if (value < 100) return `${word(Math.floor(value / 10))}十${value % 10 === 0 ? '' : word(value % 10)}`;
  const rest = value % 100;
  const tail =
    rest === 0 ? '' : rest < 10 ? `零${word(rest)}` : rest < 20 ? `一${spokenNumberZh(rest)}` : spokenNumberZh(rest);
  return `${word(Math.floor(value / 100))}百${tail}`;
}

/** A label the way it is spoken in Uyghur: sign by sign, so that the voice never reads `015` as fifteen. */
export function spokenLabelUg(label: Label): string {
  return [...label].join(' ');
}

/** Plans the announcement of one call. The Uyghur wording is a draft until a native reader has approved it. */
export function planAnnouncement({
  call,
  label,
  counterNumber,
}: {
  call: CallId;
  label: Label;
  counterNumber: number;
}): AnnouncementPlan {
  return {
    call,
    chime: true,
    utterances: [
      { language: 'zh', text: `请 ${spokenLabelZh(label)} 号到 ${spokenNumberZh(counterNumber)} 号窗口` },
      { language: 'ug', text: `${spokenLabelUg(label)} نومۇر، ${counterNumber} - كۆزنەككە كېلىڭ` },
    ],
  };
}
