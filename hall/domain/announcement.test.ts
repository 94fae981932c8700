import { describe, expect, it } from 'vitest';
import { planAnnouncement, spokenLabelUg, spokenLabelZh, spokenNumberZh } from './announcement.ts';
import { callIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';

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

  it('is a chime and one sentence per language', () => {
    const call = callIdSchema.parse('018f4a5e-0000-7000-8000-00000000000a');
    const plan = planAnnouncement({ call, label: labelSchema.parse('A015'), counterNumber: 12 });
    expect(plan).toEqual({
      call,
      chime: true,
      utterances: [
        { language: 'zh', text: '请 A 零 幺 五 号到 十二 号窗口' },
        { language: 'ug', text: 'A 0 1 5 نومۇر، 12 - كۆزنەككە كېلىڭ' },
      ],
    });
  });
});
