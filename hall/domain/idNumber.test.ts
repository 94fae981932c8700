import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIdNumber, maskIdNumber, maskName } from './idNumber.ts';

describe('ID numbers', () => {
  it('carry the check sign of GB 11643', () => {
    // The worked examples of GB 11643-1999.
    expect(isIdNumber('11010519491231002X')).toBe(true);
    expect(isIdNumber('440524188001010014')).toBe(true);
  });

  it('agree with the formula of ISO 7064 MOD 11-2 for any body', () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(body, digits => {
        // The check sign makes Σ aᵢ·2^(i) ≡ 1 (mod 11), counted from the right with the sign itself at place 0.
        const sum = digits.reduce((total, digit, i) => total + digit * (2 ** (17 - i) % 11), 0);
        const check = (12 - (sum % 11)) % 11;
        for (let sign = 0; sign <= 10; sign += 1)
          expect(isIdNumber(digits.join('') + (sign === 10 ? 'X' : sign))).toBe(sign === check);
      }),
    );
  });

  it('are refused with any single digit changed, and with any two neighbours exchanged', () => {
    const number = '11010519491231002X';
    for (let i = 0; i < 17; i += 1) {
      for (const digit of '0123456789')
        if (digit !== number[i]) expect(isIdNumber(number.slice(0, i) + digit + number.slice(i + 1))).toBe(false);
      const [a, b] = [number[i]!, number[i + 1]!];
      if (a !== b && b !== 'X') expect(isIdNumber(number.slice(0, i) + b + a + number.slice(i + 2))).toBe(false);
    }
  });

  it('are refused in any other shape', () => {
    for (const bad of [
      '',
      '11010519491231002x',
      '1101051949123100',
      '11010519491231002XX',
      'X1010519491231002X',
      ' 11010519491231002X',
    ])
      expect(isIdNumber(bad)).toBe(false);
  });

  it('show three signs at the front and four at the end', () => {
    expect(maskIdNumber('653101199001010021')).toBe('653***********0021');
    expect(maskIdNumber('653101199001010021')).toHaveLength(18);
  });

  it('hide what is too short to be masked', () => {
    for (const short of ['', '1234567', '12345678901234']) expect(maskIdNumber(short)).toBe('*'.repeat(short.length));
  });
});

describe('names', () => {
  it('keep the first sign of a Han name', () => {
    expect(maskName('张三')).toBe('张*');
    expect(maskName('欧阳娜娜')).toBe('欧***');
    expect(maskName('张')).toBe('张*');
    expect(maskName('𠮷田')).toBe('𠮷*');
    expect(maskName(' 张三 ')).toBe('张*');
  });

  it('keep two signs of a name with a dot', () => {
    expect(maskName('阿依古丽·买买提')).toBe('阿依…');
    expect(maskName('阿依古丽•买买提')).toBe('阿依…');
  });

  it('show nothing of an empty one', () => {
    expect(maskName('')).toBe('*');
    expect(maskName('   ')).toBe('*');
  });
});
