import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { followToken, readSlipCode, type SlipCode, ticketOfToken, writeSlipCode } from './slipCode.ts';

const slips: fc.Arbitrary<SlipCode> = fc.record({
  hall: fc.integer({ min: 1, max: 999_999 }),
  ticket: fc.uuid().map(id => ticketIdSchema.parse(id)),
  label: fc.constantFrom('A001', 'AK017', 'ZXY999').map(label => labelSchema.parse(label)),
  issuedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  code: fc.integer({ min: 0, max: 999_999 }).map(n => String(n).padStart(6, '0')),
  device: fc.constantFrom('kiosk-1', 'kiosk_B').map(id => deviceIdSchema.parse(id)),
});
const addresses = fc.constantFrom(null, 'http://192.168.1.10:8787', 'https://hall.example.gov.cn/');

describe('the QR code of a slip', () => {
  it('is read as it was written, with and without an address', () => {
    fc.assert(
      fc.property(slips, addresses, (slip, address) => {
        const text = writeSlipCode(slip, { signature: 'c2lnbmF0dXJlLi4u', address });
        expect(readSlipCode(text)).toEqual({ slip, signature: 'c2lnbmF0dXJlLi4u' });
        expect(readSlipCode(`  ${text}\r\n`)?.slip).toEqual(slip);
      }),
    );
  });

  it('keeps what a counter needs behind the #, which no phone sends', () => {
    fc.assert(
      fc.property(slips, slip => {
        const text = writeSlipCode(slip, { signature: 'x', address: 'http://h:1/' });
        expect(text.split('#')[0]).toBe(`http://h:1/f/${followToken(slip.ticket)}`);
        expect(text.length).toBeLessThan(110);
      }),
    );
  });

  it('of somebody else is none', () => {
    fc.assert(fc.property(fc.string(), text => readSlipCode(text) === null));
    for (const text of ['HALL:1:A017', 'HALL:1:A017:x:123456:kiosk-1:s:AAAA', 'http://evil/f/x#1.A017', 'A017'])
      expect(readSlipCode(text)).toBeNull();
  });
});

describe('the token of a ticket', () => {
  it('is 22 signs and comes back', () => {
    fc.assert(
      fc.property(fc.uuid(), id => {
        const ticket = ticketIdSchema.parse(id);
        expect(followToken(ticket)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(ticketOfToken(followToken(ticket))).toBe(ticket);
      }),
    );
  });

  it('that was made up is nobody’s', () => {
    for (const token of ['', 'x', '_'.repeat(22), 'ä'.repeat(22), 'A'.repeat(23)])
      expect(ticketOfToken(token)).toBeNull();
  });
});
