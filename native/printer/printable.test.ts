import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './hex.fixture.ts';
import { columnsOf, drawableText, isSpellable, pieces, printableText, spellText, wrapColumns } from './printable.ts';

describe('what a printer can spell', () => {
  it('is the published GBK of a hall and its number', () => {
    const bytes = spellText('新疆维吾尔自治区政务服务大厅 A012');
    expect(toHex(bytes).replaceAll(' ', '')).toBe('D0C2BDAECEACCEE1B6FBD7D4D6CEC7F8D5FECEF1B7FECEF1B4F3CCFC2041303132');
    expect(bytes).toHaveLength(33);
  });

  it.each(['A017', '前面还有 6 人，请稍候。', '喆镕曌龘', '阿依古丽·麦麦提', '──', '№①Ⅲ', 'Ёж'])('spells %s', text => {
    expect(isSpellable(text)).toBe(true);
  });

  // Uyghur, Kazakh Cyrillic, four-byte GB18030, characters where GBK and GB18030 differ, private area, emoji.
  it.each(['نومۇر', 'ә', '㐀', '𠮷', '€', '\ue000', '🙂', 'ñ'])('draws %s', text => {
    expect(isSpellable(text)).toBe(false);
  });

  it('counts two columns for Chinese, one for ASCII', () => {
    expect(columnsOf('A号1')).toBe(4);
  });
});

describe('what is filtered', () => {
  it('drops commands and marks hidden in text', () => {
    expect(printableText('A\u001b@\u0010\u0004\u00011\u200f\u2067B\u2069\u0000\ufeff\u00adC\u009b')).toBe('A@1BC');
  });

  it('keeps marks for whoever draws', () => {
    expect(drawableText('a\u20681\u2069\u001b\nb')).toBe('a\u20681\u2069 b');
  });

  it('never lets a control byte through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const byte of spellText(text)) expect(byte >= 0x20 && byte !== 0x7f).toBe(true);
      }),
    );
  });
});

describe('wrapping', () => {
  it('breaks between Chinese characters but not before closing punctuation', () => {
    expect(wrapColumns('请留意叫号，过号', 10)).toEqual(['请留意叫', '号，过号']);
  });

  it('breaks between words, and inside of one that is too long', () => {
    expect(wrapColumns('please wait abcdefghijklmnop', 8)).toEqual(['please', 'wait', 'abcdefgh', 'ijklmnop']);
  });

  it('loses nothing and exceeds nothing', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab 1请号，。(') });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (line, columns) => {
        const rows = wrapColumns(line, columns);
        expect(rows.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
        for (const row of rows) expect(columnsOf(row)).toBeLessThanOrEqual(columns);
        expect(pieces(line).join('')).toBe(line);
      }),
    );
  });
});
