import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEnrolmentCode, readEnrolmentCode } from './enrolmentCode.ts';

const code = fc.uint8Array({ minLength: 64, maxLength: 64, max: 247 }).map(makeEnrolmentCode);

describe('the enrolment code', () => {
  it('is read as it was made, whatever the typing looks like', () => {
    fc.assert(
      fc.property(code, made => {
        expect(made).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
        expect(readEnrolmentCode(made)).toBe(made);
        expect(readEnrolmentCode(` ${made.toLowerCase().replace('-', ' ')} `)).toBe(made);
      }),
    );
  });

  it('with one wrong sign, or two signs swapped, is none', () => {
    fc.assert(
      fc.property(
        code,
        fc.nat(9),
        fc.nat(9),
        fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'),
        (made, i, j, other) => {
          const signs = [...made.replace('-', '')];
          const wrong = signs.with(i, other);
          if (wrong.join('') !== signs.join('')) expect(readEnrolmentCode(wrong.join(''))).toBeNull();
          const swapped = signs.with(i, signs[j] as string).with(j, signs[i] as string);
          if (swapped.join('') !== signs.join('')) expect(readEnrolmentCode(swapped.join(''))).toBeNull();
        },
      ),
    );
  });

  it('needs enough chance', () => {
    expect(() => makeEnrolmentCode(new Uint8Array(20).fill(250))).toThrow(RangeError);
    for (const typed of ['', 'ABCDE', '00000-00000', 'ABCDE-FGHJKM']) expect(readEnrolmentCode(typed)).toBeNull();
  });
});
