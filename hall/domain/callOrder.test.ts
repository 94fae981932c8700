import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingRulesSchema } from './callingRules.ts';
import { chooseNext, compareWaiting, peopleAhead, type WaitingTicket, waitingTicketOf } from './callOrder.ts';
import { hlcSchema } from './event.ts';
import {
  appointmentIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  type TicketId,
  ticketIdSchema,
} from './ids.ts';
import { labelSchema } from './label.ts';

const queue = queueIdSchema.parse('household');
const [first, second] = ['c1', 'c2'].map(id => counterIdSchema.parse(id));
const counter = first!;
const rules = callingRulesSchema.parse({ speaks: { c1: ['ug'] } });
const minuteMs = 60_000;

/** A ticket that came `minute` minutes into the day. */
function waiting(minute: number, part: Partial<WaitingTicket> & { serial?: number } = {}): WaitingTicket {
  const { serial = minute, ...rest } = part;
  const sinceMs = minute * minuteMs;
  return {
    ticket: ticketIdSchema.parse(`018f4a5e-0000-7000-8000-${String(serial).padStart(12, '0')}`),
    label: labelSchema.parse(`A${String(serial % 1000).padStart(3, '0')}`),
    queue,
    leg: 0,
    priority: 0,
    language: 'zh',
    since: hlcSchema.parse(String(BigInt(sinceMs) << 16n)),
    sinceMs,
    toCounter: null,
    notBefore: null,
    returns: 0,
    appointmentAt: null,
    ...rest,
  };
}

const none = () => 0;
const choose = (list: readonly WaitingTicket[], part: Partial<Parameters<typeof chooseNext>[0]> = {}) =>
  chooseNext({ waiting: list, counter, rules, nowMs: 0, isClosed: () => false, passedOf: none, ...part });
const arbitrary = fc
  .record({
    minute: fc.integer({ min: 1, max: 60 }),
    serial: fc.integer({ min: 1, max: 9999 }),
    priority: fc.integer({ min: 0, max: 2 }),
    language: fc.constantFrom('zh' as const, 'ug' as const, 'en' as const),
  })
  .map(({ minute, ...part }) => waiting(minute, part));
const list = fc.uniqueArray(arbitrary, { selector: ({ ticket }) => ticket, maxLength: 15 });

describe('calling order', () => {
  it('lets a priority pass those of the last twenty minutes and nobody who waits longer', () => {
    const long = waiting(10);
    const short = waiting(25);
    const elder = waiting(40, { priority: 1 });
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

  it('chooses whatever order the list has and whatever its labels are, and leaves the list alone', () => {
    const shuffled = list.chain(all =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const before = [...other];
        const labels = other.map(ticket => ({ ...ticket, label: labelSchema.parse('B999') }));
        expect(choose(labels)?.ticket.ticket).toBe(choose(all)?.ticket.ticket);
        expect(other).toEqual(before);
      }),
    );
  });

  it('calls every ticket within its bound, whoever arrives', () => {
    const arrivals = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), arrivals, (older, pattern) => {
        const passed = new Map<TicketId, number>();
        // `older` ordinary tickets stand before the watched one; the rules let a priority class jump any wait.
        const everJumping = { ...rules, headStartMinutes: 240 };
        let hall = Array.from({ length: older + 1 }, (_, i) => waiting(i + 1));
        const watched = hall[older]!.ticket;
        let serial = 100;
        let calls = 0;
        while (hall.some(({ ticket }) => ticket === watched)) {
          for (const priority of pattern[calls] ?? [9, 9])
            hall.push(waiting(10 + calls, { serial: serial++, priority, language: priority > 5 ? 'ug' : 'zh' }));
          const passedOf = (ticket: TicketId) => passed.get(ticket) ?? 0;
          const choice = choose(hall, { rules: everJumping, passedOf })!;
          if (choice.passed !== null) passed.set(choice.passed, passedOf(choice.passed) + 1);
          hall = hall.filter(({ ticket }) => ticket !== choice.ticket.ticket);
          calls += 1;
          expect(calls).toBeLessThanOrEqual((older + 1) * (rules.mostPassed + 1));
        }
      }),
    );
  });

  it('keeps a ticket for the counter it was sent to, and one that was missed until its time', () => {
    const own = waiting(5, { toCounter: second! });
    expect(choose([own])).toBeNull();
    expect(choose([own], { counter: second! })?.ticket).toBe(own);
    expect(choose([own], { isClosed: closed => closed === second })?.ticket).toBe(own);
    const missed = waiting(5, { notBefore: 1000 });
    expect(choose([missed], { nowMs: 999 })).toBeNull();
    expect(choose([missed], { nowMs: 1000 })?.ticket).toBe(missed);
  });

  it('prefers a little who speaks the language of the counter', () => {
    const zh = waiting(10);
    const soon = waiting(14, { language: 'ug' });
    expect(choose([zh, soon])).toMatchObject({ ticket: soon, passed: zh.ticket });
    expect(choose([zh, waiting(16, { language: 'ug' })])?.ticket).toBe(zh);
    expect(choose([zh, soon], { counter: second! })?.ticket).toBe(zh);
  });

  it('calls an appointment at its slot before ordinary tickets, but not before those who wait longer than its head start', () => {
    const due = waiting(90, { appointmentAt: 90 * minuteMs, notBefore: 90 * minuteMs });
    const nowMs = 90 * minuteMs;
    const long = waiting(29);
    const short = waiting(31);
    expect(choose([short, due], { nowMs: nowMs - 1 })?.ticket).toBe(short);
    expect(choose([short, due], { nowMs })).toMatchObject({
      ticket: due,
      passed: short.ticket,
      why: '预约 09:30 到点；先于 1 个更早的号',
    });
    expect(choose([long, due], { nowMs })?.ticket).toBe(long);
    expect(choose([short, due], { nowMs, passedOf: () => rules.mostPassed })?.ticket).toBe(short);
  });

  it('gives who comes early the slot, who comes late the end of the line, and neither more than that', () => {
    const checkedInAt = (minute: number, late: boolean, returns = 0) => {
      const hlc = hlcSchema.parse(String(BigInt(minute * minuteMs) << 16n));
      const one = waiting(1);
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

  it('says in words why', () => {
    const one = waiting(10);
    const elder = waiting(20, { priority: 2 });
    expect(choose([one])?.why).toBe('等候最久，共 1 个号在等');
    expect(choose([one, elder])?.why).toBe('优先级 2，先于 1 个更早的号');
    expect(choose([one, elder], { passedOf: () => 3 })?.why).toBe('已让过 3 个号，轮到等候最久的号');
    expect(choose([one, waiting(100, { priority: 1 })])?.why).toBe('等候已久，先于 1 个优先号');
    expect(choose([one, waiting(14, { language: 'ug' })])?.why).toBe('语言与本窗口相符，先于 1 个更早的号');
    expect(choose([waiting(10, { toCounter: counter })])?.why).toBe('转到本窗口的号；等候最久，共 1 个号在等');
  });

  it('counts the people ahead in the same queue only', () => {
    const all = [10, 20, 30].map(minute => waiting(minute));
    const elsewhere = waiting(5, { queue: queueIdSchema.parse('tax') });
    expect(peopleAhead([...all, elsewhere], all[2]!, rules)).toBe(2);
    expect(peopleAhead([...all, elsewhere], all[0]!, rules)).toBe(0);
  });
});
