import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingRulesSchema } from './callingRules.ts';
import {
  callAll,
  choose,
  counter,
  elder,
  elderly,
  household,
  queues,
  rules,
  tax,
  whyOf,
  withDesk,
} from './choosing.fixture.ts';
import { minuteMs } from './callOrder.ts';
import { counterIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { skillIdSchema } from './priorityClass.ts';
import { waitingTicket } from './waitingTicket.fixture.ts';

const second = counterIdSchema.parse('c2');
const signing = skillIdSchema.parse('signing');
const arbitrary = fc
  .record({
    minute: fc.integer({ min: 1, max: 60 }),
    serial: fc.integer({ min: 1, max: 9999 }),
    priority: fc.integer({ min: 0, max: 2 }),
    queue: fc.constantFrom(...queues),
    class: fc.constantFrom(null, elder),
    language: fc.constantFrom('zh' as const, 'ug' as const, 'en' as const),
  })
  .map(({ minute, ...part }) => waitingTicket(minute, part));
const list = fc.uniqueArray(arbitrary, { selector: ({ ticket }) => ticket, maxLength: 15 });
const desk = fc.record({
  shares: fc.dictionary(fc.constantFrom('household', 'tax', 'land'), fc.integer({ min: 1, max: 9 })),
  skills: fc.constantFrom([], ['signing']),
});

describe('the next ticket of a counter', () => {
  it('is the same whatever order the list has and whatever its labels are, and the list is left alone', () => {
    const shuffled = list.chain(all =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, desk, ([all, other], ofDesk) => {
        const before = [...other];
        const labels = other.map(ticket => ({ ...ticket, label: labelSchema.parse('B999') }));
        const mine = { rules: withDesk(ofDesk) };
        expect(choose(labels, mine)?.ticket.ticket).toBe(choose(all, mine)?.ticket.ticket);
        expect(other).toEqual(before);
      }),
    );
  });

  it('is there as long as somebody waits, and has a reason of at most 200 Chinese characters', () => {
    fc.assert(
      fc.property(list, desk, (all, ofDesk) => {
        const secondary = { ...ofDesk, secondary: ['tax'] };
        const choice = choose(all, { rules: withDesk(secondary, { queueNeeds: { land: ['signing'] } }) });
        expect(choice === null).toBe(all.length === 0);
        if (choice === null) return;
        expect(choice.because.length).toBeGreaterThan(0);
        expect(whyOf(choice).length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('comes for every ticket within its bound, whoever arrives and whatever ratio, class or language says', () => {
    const arrivals = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...queues)), { maxLength: 3 }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), arrivals, desk, (older, pattern, ofDesk) => {
        // `older` ordinary tickets stand before the watched one; the rules let a priority class jump any wait.
        const ofHall = withDesk(ofDesk, { headStartMinutes: 240 });
        const hall = Array.from({ length: older + 1 }, (_, i) => waitingTicket(i + 1, { queue: queues[i % 3]! }));
        const watched = hall[older]!.ticket;
        let serial = 100;
        const arrive = (call: number) =>
          (pattern[call] ?? [[9, household] as const, [9, tax] as const]).map(([priority, queue]) =>
            waitingTicket(10 + call, { serial: serial++, priority, queue, language: priority > 5 ? 'ug' : 'zh' }),
          );
        const bound = (older + 1) * (ofHall.mostPassed + 1);
        const done = callAll({ rules: ofHall, arrive, calls: bound, nowMs: 0 }, hall);
        expect(done.map(({ called }) => called.ticket)).toContain(watched);
      }),
    );
  });

  it('comes within the same bound out of a queue the counter only helps out with, once its time is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 240 }), (older, secondaryAfterMinutes) => {
        const ofHall = withDesk({ secondary: ['tax'], secondaryAfterMinutes }, { headStartMinutes: 240 });
        const hall = Array.from({ length: older + 1 }, (_, i) => waitingTicket(i + 1, { queue: tax }));
        const watched = hall[older]!;
        const nowMs = watched.sinceMs + secondaryAfterMinutes * 60_000;
        let serial = 100;
        const arrive = (call: number) => [waitingTicket(300 + call, { serial: serial++, priority: 9 })];
        const calls = (older + 1) * (ofHall.mostPassed + 1);
        const done = callAll({ rules: ofHall, arrive, calls, nowMs }, hall);
        expect(done.map(({ called }) => called.ticket)).toContain(watched.ticket);
      }),
    );
  });

  it('keeps a ticket for the counter it was sent to, and one that was missed until its time', () => {
    const own = waitingTicket(5, { toCounter: second });
    expect(choose([own])).toBeNull();
    expect(choose([own], { counter: second })?.ticket).toBe(own);
    expect(choose([own], { isClosed: closed => closed === second })?.ticket).toBe(own);
    const missed = waitingTicket(5, { notBefore: 1000 });
    expect(choose([missed], { nowMs: 999 })).toBeNull();
    expect(choose([missed], { nowMs: 1000 })?.ticket).toBe(missed);
  });

  it('calls an appointment at its slot before ordinary tickets, but not before those who wait longer than its head start', () => {
    const due = waitingTicket(90, { appointmentAt: 90 * minuteMs, notBefore: 90 * minuteMs });
    const nowMs = 90 * minuteMs;
    const long = waitingTicket(29);
    const short = waitingTicket(31);
    expect(choose([short, due], { nowMs: nowMs - 1 })?.ticket).toBe(short);
    const choice = choose([short, due], { nowMs });
    expect(choice).toMatchObject({ ticket: due, passed: short.ticket });
    expect(whyOf(choice)).toBe('预约 09:30 到点；先于 1 个更早的号');
    expect(choose([long, due], { nowMs })?.ticket).toBe(long);
    expect(choose([short, due], { nowMs, passedOf: () => rules.mostPassed })?.ticket).toBe(short);
  });

  it('prefers a little who speaks the language of the counter', () => {
    const zh = waitingTicket(10);
    const soon = waitingTicket(14, { language: 'ug' });
    expect(choose([zh, soon])).toMatchObject({ ticket: soon, passed: zh.ticket });
    expect(choose([zh, waitingTicket(16, { language: 'ug' })])?.ticket).toBe(zh);
    expect(choose([zh, soon], { counter: second })?.ticket).toBe(zh);
  });
});

describe('own queues and those helped out with', () => {
  const ofHall = withDesk({ secondary: ['tax'], secondaryAfterMinutes: 15 });
  const old = waitingTicket(1, { queue: tax });
  const young = waitingTicket(10);

  it('come in that order until somebody has waited long enough', () => {
    const nowMs = 15 * 60_000;
    expect(choose([old, young], { rules: ofHall, nowMs })).toMatchObject({ ticket: young, passed: null });
    const choice = choose([old, young], { rules: ofHall, nowMs: nowMs + 60_000 });
    expect(choice?.ticket).toBe(old);
    expect(whyOf(choice)).toBe('协办队列，已等候 15 分钟；等候最久，共 2 个号在等');
  });

  it('are all served while nobody waits in an own one', () => {
    const choice = choose([old], { rules: ofHall, nowMs: 5 * 60_000 });
    expect(choice?.ticket).toBe(old);
    expect(whyOf(choice)).toBe('主办队列无人等候，协办其他队列；等候最久，共 1 个号在等');
  });
});

describe('a skill', () => {
  const ofHall = withDesk({ skills: ['signing'] }, { queueNeeds: { tax: ['signing'] } });
  const deaf = waitingTicket(1, { queue: tax });
  const other = waitingTicket(5);

  it('keeps a ticket for a counter that has it', () => {
    const asking = { rules: ofHall, skills: new Set([signing]) };
    expect(whyOf(choose([deaf, other], asking))).toBe('需要“手语”，本窗口具备；等候最久，共 2 个号在等');
    const elsewhere = { rules: ofHall, isAbleElsewhere: () => true };
    expect(choose([deaf, other], elsewhere)?.ticket).toBe(other);
    expect(choose([deaf], elsewhere)).toBeNull();
  });

  it('that nobody at work has keeps nobody waiting', () => {
    const choice = choose([deaf, other], { rules: ofHall });
    expect(choice?.ticket).toBe(deaf);
    expect(whyOf(choice)).toContain('无具备此项的窗口在岗');
  });

  it('may be asked for by a class', () => {
    const signed = callingRulesSchema.parse({ classes: [{ ...elderly, needs: ['signing'] }] });
    const asking = { rules: signed, isAbleElsewhere: () => true };
    expect(choose([waitingTicket(1, { class: elder })], asking)).toBeNull();
  });
});

describe('the reason', () => {
  it('says in words why', () => {
    const one = waitingTicket(10);
    const privileged = waitingTicket(20, { priority: 2 });
    expect(whyOf(choose([one]))).toBe('等候最久，共 1 个号在等');
    expect(whyOf(choose([one, privileged]))).toBe('优先级 2，先于 1 个更早的号');
    expect(whyOf(choose([one, waitingTicket(20, { priority: 1, class: elder })]))).toBe(
      '老年人优先，先于 1 个更早的号',
    );
    expect(whyOf(choose([one, privileged], { passedOf: () => 3 }))).toBe('已让过 3 个号，轮到等候最久的号');
    expect(whyOf(choose([one, waitingTicket(100, { priority: 1 })]))).toBe('等候已久，先于 1 个优先号');
    expect(whyOf(choose([one, waitingTicket(14, { language: 'ug' })]))).toBe('语言与本窗口相符，先于 1 个更早的号');
    expect(whyOf(choose([waitingTicket(10, { toCounter: counter })]))).toBe('转到本窗口的号；等候最久，共 1 个号在等');
  });
});
