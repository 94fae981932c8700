import type { CallId } from './ids.ts';
import { type Label } from './label.ts';
import type { Language } from './language.ts';
import { labelWords, numberWords, type SpokenWord } from './spokenWords.ts';

/**
 * One spoken sentence. `text` is what is written on the board while it is spoken, `words` the same for a voice that is
 * put together from recorded words; null when only a speech program can say it.
 */
export type Utterance = { language: Language; text: string; words: readonly SpokenWord[] | null };

/** What the loudspeaker says for one call: chime, then one sentence per language. Pure, so the caption can never differ. */
export type AnnouncementPlan = { call: CallId; chime: boolean; utterances: readonly Utterance[] };

const signs = (words: readonly SpokenWord[], between: string) => words.map(({ word }) => word).join(between);

/** A label the way it is spoken in Chinese: letters as they are, digits one by one. `A015` → `A 零 幺 五`. */
export function spokenLabelZh(label: Label): string {
  return signs(labelWords('zh', label), ' ');
}

/** A small whole number in Chinese words, 0–999: `12` → `十二`. */
export function spokenNumberZh(value: number): string {
  return signs(numberWords('zh', value), '');
}

/** A label the way it is spoken in Uyghur: sign by sign, so that the voice never reads `015` as fifteen. */
export function spokenLabelUg(label: Label): string {
  return [...label].join(' ');
}

type Called = { label: Label; counterNumber: number };

/** A breath after the number, so that it is not swallowed by what follows. */
const afterNumberMs = 160;
const word = (text: string): SpokenWord => ({ word: text, pauseMs: 0 });
const breathe = (words: readonly SpokenWord[]) =>
  words.map((spoken, i) => (i === words.length - 1 ? { ...spoken, pauseMs: afterNumberMs } : spoken));

function inChinese({ label, counterNumber }: Called): Utterance {
  return {
    language: 'zh',
    text: `请 ${spokenLabelZh(label)} 号到 ${spokenNumberZh(counterNumber)} 号窗口`,
    words: [
      word('请'),
      ...labelWords('zh', label),
      ...breathe([word('号')]),
      word('到'),
      ...numberWords('zh', counterNumber),
      word('号窗口'),
    ],
  };
}

/** A draft until a native reader has approved it. */
function inUyghur({ label, counterNumber }: Called): Utterance {
  return {
    language: 'ug',
    text: `${spokenLabelUg(label)} نومۇر، ${counterNumber} - كۆزنەككە كېلىڭ`,
    words: [
      ...labelWords('ug', label),
      ...breathe([word('نومۇر')]),
      ...numberWords('ug', counterNumber),
      word('كۆزنەككە'),
      word('كېلىڭ'),
    ],
  };
}

function inEnglish({ label, counterNumber }: Called): Utterance {
  return { language: 'en', text: `Number ${[...label].join(' ')}, please go to counter ${counterNumber}`, words: null };
}

/** Plans the announcement of one call: both languages of the hall, and English for somebody who took the number in English. */
export function planAnnouncement(request: Called & { call: CallId; language: Language }): AnnouncementPlan {
  const utterances = [inChinese(request), inUyghur(request)];
  if (request.language === 'en') utterances.push(inEnglish(request));
  return { call: request.call, chime: true, utterances };
}
