import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLongDigits, maskLongDigits } from './longDigits.ts';

describe('long digits in a note', () => {
  it('hides identity, phone and card numbers however they are typed', () => {
    for (const number of [
      '653101199001010021',
      '65310119900101002X',
      '653101 19900101 0021',
      '653101-19900101-002x',
      '６５３１０１１９９００１０１００２１',
      '13800138000',
      '6222 0212 3456 7890',
    ]) {
      expect(hasLongDigits(number), number).toBe(true);
      expect(maskLongDigits(`本人 ${number} 已核`), number).toBe('本人 *** 已核');
    }
  });

  it('leaves dates, times, ticket and window numbers', () => {
    for (const text of [
      'A015 到 3 号窗口',
      '2026-11-23 10:30 再来',
      '缺 2 份复印件',
      '（补 1 张照片），请核对',
      '２ 份',
      '',
    ])
      expect(maskLongDigits(text)).toBe(text);
  });

  it('leaves nothing that looks like an identity number behind', () => {
    const digit = fc.constantFrom(...'0123456789');
    const gap = fc.constantFrom('', ' ', '-', '');
    const number = fc
      .array(fc.tuple(digit, gap), { minLength: 17, maxLength: 17 })
      .map(parts => `${parts.map(([sign, space]) => sign + space).join('')}X`);
    fc.assert(
      fc.property(fc.string(), number, fc.string(), (before, id, after) => {
        const masked = maskLongDigits(`${before} ${id} ${after}`);
        expect(masked).not.toMatch(/\d{8}/);
        expect(masked).not.toContain(id);
      }),
    );
  });
});
