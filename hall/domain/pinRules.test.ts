import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWeakPin } from './pinRules.ts';

describe('PIN rules', () => {
  it.each(['111111', '123456', '987654', '121212', '002001', '123123', '112233', '19850412', '850412', '147258'])(
    '%s is refused',
    pin => {
      expect(isWeakPin(pin, '2001')).toBe(true);
    },
  );

  it.each(['271828', '482913', '739146', '60417295'])('%s will do', pin => {
    expect(isWeakPin(pin, '2001')).toBe(false);
  });

  it('leaves most PINs to choose from, and never one with the name of its account', () => {
    let weak = 0;
    for (let pin = 0; pin < 1_000_000; pin += 7) if (isWeakPin(String(pin).padStart(6, '0'), '2001')) weak += 1;
    expect(weak / (1_000_000 / 7)).toBeLessThan(0.08);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4,6}$/), fc.stringMatching(/^\d{0,3}$/), (account, rest) => {
        expect(isWeakPin(rest + account, account)).toBe(true);
      }),
    );
  });
});
