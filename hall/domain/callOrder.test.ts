import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingRulesSchema } from './callingRules.ts';
import { compareWaiting, minuteMs, peopleAhead, type WaitingTicket, waitingTicketOf } from './callOrder.ts';
import { hlcSchema } from './event.ts';
import { appointmentIdSchema, deviceIdSchema, queueIdSchema } from './ids.ts';
import { waitingTicket } from './waitingTicket.fixture.ts';

const queue = queueIdSchema.parse('household');
const rules = callingRulesSchema.parse({});
const arbitrary = fc
  .record({
    minute: fc.integer({ min: 1, max: 60 }),
    serial: fc.integer({ min: 1, max: 9999 }),
    priority: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ minute, ...part }) => waitingTicket(minute, part));

describe('calling order', () => {
  it('lets a priority pass those of the last twenty minutes and nobody who waits longer', () => {
    const long = waitingTicket(10);
    const short = waitingTicket(25);
    const elder = waitingTicket(40, { priority: 1 });
    expect([elder, short, long].sort((a, b) => compareWaiting(a, b, rules))).toEqual([long, elder, short]);
  });

  it('is one total order that depends on no label', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        const order = (x: WaitingTicket, y: WaitingTicket) => Math.sign(compareWaiting(x, y, rules));
        expect(order(a, b)).toBe(0 - order(b, a));
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
        const relabelled = { ...a, label: b.label };
        expect(order(relabelled, { ...b, label: a.label })).toBe(order(a, b));
      }),
    );
  });

  it('gives who comes early the slot, who comes late the end of the line, and neither more than that', () => {
    const checkedInAt = (minute: number, late: boolean, returns = 0) => {
      const hlc = hlcSchema.parse(String(BigInt(minute * minuteMs) << 16n));
      const one = waitingTicket(1);
      const place = {
        leg: 1,
        hlc,
        queue,
        priority: 0,
        toCounter: null,
        since: hlc,
        notBefore: null,
        returns,
        note: null,
      };
      const issued = { ...one, hlc, series: 'shared', number: 1, issuedAt: 1, code: '000001', recovered: false };
      const base = { hlc, dev: deviceIdSchema.parse('hub'), counter: null, clerk: null, call: null, why: null };
      const appointment = { appointment: appointmentIdSchema.parse(one.ticket), startsAt: 60 * minuteMs, late, hlc };
      return waitingTicketOf({
        ticket: one.ticket,
        issued,
        claim: { ...base, leg: returns, at: 'waiting' },
        print: null,
        recalls: 0,
        ...(returns > 0 ? { place } : {}),
        appointment,
        calledAt: null,
        servingAt: null,
        endedAt: null,
      });
    };
    const slot = 60 * minuteMs;
    expect(checkedInAt(40, false)).toMatchObject({ sinceMs: slot, notBefore: slot, appointmentAt: slot });
    expect(checkedInAt(63, false)).toMatchObject({ sinceMs: 63 * minuteMs, notBefore: null, appointmentAt: slot });
    expect(checkedInAt(75, true)).toMatchObject({ sinceMs: 75 * minuteMs, notBefore: null, appointmentAt: null });
    expect(checkedInAt(70, false, 1)).toMatchObject({ sinceMs: 70 * minuteMs, appointmentAt: null });
  });

  it('counts the people ahead in the same queue only', () => {
    const all = [10, 20, 30].map(minute => waitingTicket(minute));
    const elsewhere = waitingTicket(5, { queue: queueIdSchema.parse('tax') });
    expect(peopleAhead([...all, elsewhere], all[2]!, rules)).toBe(2);
    expect(peopleAhead([...all, elsewhere], all[0]!, rules)).toBe(0);
  });
});
