import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBookingCode, isBookingCode } from './bookingCode.ts';

const codes = fc.nat({ max: 2 ** 32 - 1 }).map(formatBookingCode);

describe('booking code', () => {
  it('is eight digits and right as it was made', () => {
    fc.assert(fc.property(codes, code => /^\d{8}$/.test(code) && isBookingCode(code)));
  });

  it('notices every wrong digit', () => {
    fc.assert(
      fc.property(codes, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
        const wrong = [...code].map((digit, i) => (i === at ? (Number(digit) + by) % 10 : digit)).join('');
        return !isBookingCode(wrong);
      }),
    );
  });

  it('notices two neighbours exchanged', () => {
    fc.assert(
      fc.property(codes, fc.nat({ max: 6 }), (code, at) => {
        const [a, b] = [code[at]!, code[at + 1]!];
        fc.pre(a !== b);
        return !isBookingCode(code.slice(0, at) + b + a + code.slice(at + 2));
      }),
    );
  });

  it('is never another one for the same number, and refuses what is none', () => {
    expect(formatBookingCode(12_345_678)).toBe(formatBookingCode(2_345_678));
    expect(() => formatBookingCode(-1)).toThrow(RangeError);
    expect(isBookingCode('1234567')).toBe(false);
  });
});
