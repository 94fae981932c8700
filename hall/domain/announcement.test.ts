import { describe, expect, it } from 'vitest';
import { planAnnouncement, spokenLabelUg, spokenLabelZh, spokenNumberZh } from './announcement.ts';
import { callIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { neededWords, numberWords } from './spokenWords.ts';

describe('announcement', () => {
  it('spells labels sign by sign, with yāo for 1', () => {
    expect(spokenLabelZh(labelSchema.parse('A015'))).toBe('A 零 幺 五');
    expect(spokenLabelZh(labelSchema.parse('AK901'))).toBe('A K 九 零 幺');
    expect(spokenLabelUg(labelSchema.parse('AK015'))).toBe('A K 0 1 5');
  });

  it('speaks counter numbers as numbers', () => {
    const words: [number, string][] = [
      [0, '零'],
      [1, '一'],
      [9, '九'],
      [10, '十'],
      [11, '十一'],
      [19, '十九'],
      [20, '二十'],
      [21, '二十一'],
      [99, '九十九'],
      [100, '一百'],
      [101, '一百零一'],
      [110, '一百一十'],
      [112, '一百一十二'],
      [120, '一百二十'],
      [305, '三百零五'],
      [999, '九百九十九'],
    ];
    for (const [value, word] of words) expect(spokenNumberZh(value)).toBe(word);
    const all = Array.from({ length: 1000 }, (_, value) => spokenNumberZh(value));
    expect(new Set(all).size).toBe(1000);
    for (const bad of [-1, 1000, 1.5]) expect(() => spokenNumberZh(bad)).toThrow(RangeError);
  });

  it('reads counter numbers in Uyghur, each its own', () => {
    const spoken = (value: number) =>
      numberWords('ug', value)
        .map(({ word }) => word)
        .join(' ');
    expect([0, 7, 10, 12, 20, 100, 305].map(spoken)).toEqual([
      'نۆل',
      'يەتتە',
      'ئون',
      'ئون ئىككى',
      'يىگىرمە',
      'يۈز',
      'ئۈچ يۈز بەش',
    ]);
    expect(new Set(Array.from({ length: 1000 }, (_, value) => spoken(value))).size).toBe(1000);
  });

  it('is a chime and one sentence per language', () => {
    const call = callIdSchema.parse('018f4a5e-0000-7000-8000-00000000000a');
    const called = { call, label: labelSchema.parse('A015'), counterNumber: 12 };
    const plan = planAnnouncement({ ...called, language: 'ug' });
    expect(plan).toMatchObject({
      call,
      chime: true,
      utterances: [
        { language: 'zh', text: '请 A 零 幺 五 号到 十二 号窗口' },
        { language: 'ug', text: 'A 0 1 5 نومۇر، 12 - كۆزنەككە كېلىڭ' },
      ],
    });
    expect(plan.utterances).toHaveLength(2);
    expect(planAnnouncement({ ...called, language: 'en' }).utterances.at(-1)).toEqual({
      language: 'en',
      text: 'Number A 0 1 5, please go to counter 12',
      words: null,
    });
    const words = plan.utterances.map(({ words: spoken }) => spoken?.map(({ word }) => word).join(' '));
    expect(words).toEqual(['请 A 零 幺 五 号 到 十 二 号窗口', 'A نۆل بىر بەش نومۇر ئون ئىككى كۆزنەككە كېلىڭ']);
  });

  it('is made of nothing but needed words and letters, whatever is called', () => {
    const call = callIdSchema.parse('018f4a5e-0000-7000-8000-00000000000a');
    for (let number = 1; number <= 999; number++) {
      const label = labelSchema.parse(`A${String(number).padStart(3, '0')}`);
      const { utterances } = planAnnouncement({ call, label, counterNumber: number, language: 'zh' });
      for (const { language, words } of utterances)
        for (const { word } of words ?? [])
          if (language !== 'en' && word !== 'A') expect(neededWords[language], `${word} of ${number}`).toContain(word);
    }
    for (const language of ['zh', 'ug'] as const)
      expect(new Set(neededWords[language]).size).toBe(neededWords[language].length);
  });
});
