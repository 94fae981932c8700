import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiFailureCodes } from '../../hall/domain/hallApi.ts';
import { languages } from '../../hall/domain/language.ts';
import { failureText } from './failureText.ts';
import { text } from './i18n.ts';
import './staffText.ts';
import staffEn from './staffText/en.json';
import staffUg from './staffText/ug.json';
import staffZh from './staffText/zh.json';
import en from './text/en.json';
import ug from './text/ug.json';
import zh from './text/zh.json';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') flat.set(here, value);
    else for (const [inner, word] of flatten(value, here)) flat.set(inner, word);
  }
  return flat;
}

const catalogues = {
  zh: flatten({ ...zh, ...staffZh }),
  ug: flatten({ ...ug, ...staffUg }),
  en: flatten({ ...en, ...staffEn }),
};
const onKiosk = { zh: flatten(zh), ug: flatten(ug), en: flatten(en) };
const base = (key: string) => key.replace(/_(one|other)$/, '');
const byText = (a: string, b: string) => (a < b ? -1 : 1);
const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').sort(byText);

/** Code points that the fonts of the first paint draw, from the ranges in their style sheet. */
function firstFonts(): (codePoint: number) => boolean {
  const sheet = readFileSync(join(import.meta.dirname, 'fonts.css'), 'utf8');
  const ranges = [...sheet.matchAll(/unicode-range:\s*([^;]+);/g)]
    .flatMap(([, list]) => (list ?? '').split(','))
    .map(range =>
      range
        .trim()
        .replace(/^U\+/i, '')
        .split('-')
        .map(hex => Number.parseInt(hex, 16)),
    );
  return codePoint => ranges.some(([from = 0, to = from]) => codePoint >= from && codePoint <= to);
}

describe('catalogues', () => {
  it.each(['ug', 'en'] as const)('%s has the keys of zh', language => {
    const keys = (flat: Map<string, string>) => [...new Set([...flat.keys()].map(base))].sort(byText);
    expect(keys(catalogues[language])).toEqual(keys(catalogues.zh));
  });

  it.each(['ug', 'en'] as const)('%s has both plural forms of CLDR', language => {
    for (const key of catalogues.zh.keys())
      if (key.endsWith('_other'))
        for (const form of ['one', 'other']) expect(catalogues[language].has(`${base(key)}_${form}`), key).toBe(true);
  });

  it.each(['ug', 'en'] as const)('%s has the placeholders of zh', language => {
    for (const [key, sentence] of catalogues[language]) {
      const chinese = catalogues.zh.get(key) ?? catalogues.zh.get(`${base(key)}_other`) ?? '';
      const wanted = placeholders(chinese);
      // "recalled once": the word for one may swallow its number.
      if (key.endsWith('_one') && placeholders(sentence).length === 0) continue;
      expect(placeholders(sentence), key).toEqual(wanted);
    }
  });

  it.each(languages)('%s has no bidi control characters', language => {
    for (const [key, sentence] of catalogues[language])
      expect(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(sentence), key).toBe(false);
  });

  it('ug never puts a digit beside a sign that turns round', () => {
    for (const [key, sentence] of catalogues.ug) expect(/\d[-–/#:.]|[-–/#:]\d/.test(sentence), key).toBe(false);
  });

  it.each(languages)('%s never tells a citizen a bare "invalid"', language => {
    for (const [key, sentence] of catalogues[language])
      expect(/无效|非法|操作失败|未知错误|请稍后再试|invalid|forbidden|oops/i.test(sentence), key).toBe(false);
  });

  it.each(languages)('every character of %s is in the fonts of the first paint', language => {
    const isDrawn = firstFonts();
    const missing = [...new Set([...onKiosk[language].values()].join(''))].filter(
      sign => !isDrawn(sign.codePointAt(0) ?? 0),
    );
    expect(missing).toEqual([]);
  });

  it('every character of the example hall is in the fonts of the first paint', () => {
    const hall = readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8');
    const isDrawn = firstFonts();
    expect([...new Set(hall)].filter(sign => sign >= ' ' && !isDrawn(sign.codePointAt(0) ?? 0))).toEqual([]);
  });

  it.each(languages)('every failure has a sentence in %s', language => {
    for (const code of [...apiFailureCodes, 'unreachable'] as const) {
      const sentence = text(language, failureText(code));
      expect(sentence).not.toContain('failure.');
      expect(sentence.length).toBeGreaterThan(8);
    }
  });

  it('chooses plural forms and fills placeholders', () => {
    expect(text('en', 'issued.ahead', { count: 1, n: 1 })).toBe('1 person ahead of you');
    expect(text('en', 'issued.ahead', { count: 4, n: 4 })).toBe('4 people ahead of you');
    expect(text('zh', 'issued.ahead', { count: 4, n: 4 })).toBe('前面还有 4 人');
    expect(text('ug', 'issued.ahead', { count: 1, n: 1 })).toBe('ئالدىڭىزدا 1 كىشى بار');
  });
});
