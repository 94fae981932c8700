import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hlcSchema, type KnownEvent } from './event.ts';
import { callIdSchema, queueIdSchema } from './ids.ts';
import { classIdSchema } from './priorityClass.ts';
import { compareHlc, hlcToMs, mergeTicket, recallsNow, standingOf, type TicketFacts, ticketOf } from './ticket.ts';
import {
  at,
  atCounter,
  bday,
  calls,
  counters,
  devices,
  draftsByName,
  eventArbitrary,
  eventOf,
  issuedBody,
  job,
  other,
  ticket,
} from './ticketEvents.fixture.ts';

const mergeAll = (events: readonly KnownEvent[]) => events.reduce<TicketFacts | null>(mergeTicket, null);

describe('a ticket taken in from its slip', () => {
  it('waits, and gives way to the word of the machine that gave it, whichever comes first', () => {
    const told = mergeAll([at('adopted')]);
    expect(told).toMatchObject({ claim: { at: 'waiting' }, issued: { label: 'AK003', adopted: true, hlc: '0' } });
    for (const events of [
      [at('adopted'), at('issued')],
      [at('issued'), at('adopted')],
    ]) {
      const facts = mergeAll(events);
      expect(facts).toMatchObject({ claim: { at: 'waiting' }, issued: { label: 'A017', code: '000001' } });
      expect(facts?.issued).not.toHaveProperty('adopted');
    }
  });
});

describe('mergeTicket', () => {
  it('gives the same facts for every order of arrival and any repetition', () => {
    const shuffled = fc
      .array(eventArbitrary, { minLength: 1, maxLength: 12 })
      .chain(events =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
          fc.array(fc.constantFrom(...events), { maxLength: 6 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([events, order, again]) => {
        expect(mergeAll([...order, ...again])).toEqual(mergeAll(events));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same facts when what was merged before went through JSON with sorted keys', () => {
    const stored = (facts: TicketFacts | null): TicketFacts | null => {
      if (facts === null || facts.issued === null) return facts;
      const sorted = JSON.stringify(facts, (_key, part: unknown) =>
        part === null || typeof part !== 'object' || Array.isArray(part)
          ? part
          : Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))),
      );
      return JSON.parse(sorted) as TicketFacts;
    };
    fc.assert(
      fc.property(fc.array(eventArbitrary, { maxLength: 10 }), events => {
        const viaStore = events.reduce<TicketFacts | null>((facts, event) => stored(mergeTicket(facts, event)), null);
        expect(viaStore).toEqual(mergeAll(events));
      }),
    );
  });

  it('never moves backwards within a leg', () => {
    const facts = mergeAll([
      at('issued'),
      at('printed'),
      at('called'),
      at('serving'),
      at('done'),
      at('called'),
      at('printed'),
    ]);
    expect(facts?.claim?.at).toBe('done');
  });

  it('lets a later leg win over a finished one, and a void over everything', () => {
    const again = eventOf(
      { type: 'ticket.called', body: { ...atCounter, leg: 1, call: callIdSchema.parse(calls[1]), why: 'back' } },
      { hlc: 20, dev: devices[1] },
    );
    expect(mergeAll([at('issued'), at('noShow'), again])?.claim).toMatchObject({ at: 'called', leg: 1 });
    expect(mergeAll([at('voided'), again, at('done')])?.claim?.at).toBe('voided');
  });

  it('has the class and the matters its latest move names, else those of the kiosk', () => {
    const [household, tax] = ['household', 'tax'].map(id => queueIdSchema.parse(id));
    const [elder, soldier] = ['elder', 'soldier'].map(id => classIdSchema.parse(id));
    const described = eventOf(
      { type: 'ticket.described', body: { ticket, also: [tax!], class: elder! } },
      { hlc: 11, dev: devices[0] },
    );
    const place = { ...atCounter, leg: 1, queue: household!, priority: 1, toCounter: null, since: null };
    const moved = (more: object) =>
      eventOf(
        { type: 'ticket.requeued', body: { ...place, notBefore: null, returns: 0, ...more } },
        { hlc: 12, dev: devices[1] },
      );
    const standing = (...events: KnownEvent[]) => standingOf(mergeAll([at('issued'), ...events])!);
    expect(standing()).toMatchObject({ class: null, also: [] });
    expect(standing(described)).toMatchObject({ class: elder, also: [tax] });
    expect(standing(moved({}), described)).toMatchObject({ class: elder, also: [tax] });
    expect(standing(described, moved({ class: soldier!, also: [] }))).toMatchObject({ class: soldier, also: [] });
    expect(standing(described, moved({ class: null }))).toMatchObject({ class: null, also: [tax] });
  });

  it('goes on at the counter after one of its matters, or waits for the next one', () => {
    const tax = queueIdSchema.parse('tax');
    const done = (to: 'waiting' | 'serving') =>
      eventOf(
        {
          type: 'ticket.matter_done',
          body: {
            ...atCounter,
            leg: 1,
            queue: tax,
            priority: 1,
            toCounter: null,
            since: hlcSchema.parse('10'),
            notBefore: null,
            returns: 0,
            class: null,
            also: [],
            done: queueIdSchema.parse('household'),
            to,
          },
        },
        { hlc: 20, dev: devices[1] },
      );
    const before = [at('issued'), at('printed'), at('called'), at('serving')];
    expect(mergeAll([...before, done('serving')])?.claim).toMatchObject({
      at: 'serving',
      leg: 1,
      counter: counters[0],
    });
    const waits = mergeAll([...before, done('waiting')])!;
    expect(waits.claim).toMatchObject({ at: 'waiting', leg: 1, counter: null });
    expect(standingOf(waits)).toMatchObject({ queue: tax, since: '10', also: [] });
  });

  it('stands where the latest leg put it, and its recalls are those of the present call', () => {
    const place = { ...atCounter, leg: 1, priority: 2, toCounter: null, notBefore: null, returns: 0 };
    const [household, tax] = ['household', 'tax'].map(id => queueIdSchema.parse(id));
    const recalled = eventOf(
      { type: 'ticket.recalled', body: { ...atCounter, call: callIdSchema.parse(calls[0]), count: 3 } },
      { hlc: 11, dev: devices[1] },
    );
    const back = eventOf(
      {
        type: 'ticket.call_withdrawn',
        body: { ...place, queue: household!, since: hlcSchema.parse('10'), priority: 0 },
      },
      { hlc: 12, dev: devices[1] },
    );
    const moved = eventOf(
      {
        type: 'ticket.transferred',
        body: { ...place, leg: 2, queue: tax!, since: null, note: 'copy', returnPriority: true },
      },
      { hlc: 13, dev: devices[1] },
    );
    const once = mergeAll([at('issued'), at('printed'), at('called'), recalled])!;
    expect(recallsNow(once)).toBe(3);
    const again = mergeTicket(once, back)!;
    expect(recallsNow(again)).toBe(0);
    expect(again.claim).toMatchObject({ at: 'waiting', leg: 1, counter: null });
    const { queue, priority, since, toCounter } = standingOf(once)!;
    expect(standingOf(again)).toMatchObject({ queue, priority, since, toCounter });
    expect(standingOf(mergeTicket(again, moved)!)).toMatchObject({
      queue: tax,
      priority: 2,
      since: '13',
      note: 'copy',
    });
  });

  it('gives a ticket called twice to the earlier counter', () => {
    const call = (counter: number, hlc: number) =>
      eventOf(
        {
          type: 'ticket.called',
          body: { ...atCounter, counter: counters[counter]!, call: callIdSchema.parse(calls[counter]), why: '' },
        },
        { hlc, dev: devices[counter]! },
      );
    expect(mergeAll([call(1, 12), call(0, 11)])?.claim?.counter).toBe('c1');
    expect(mergeAll([call(1, 10), call(0, 11)])?.claim?.counter).toBe('c2');
  });

  it('keeps the first issue when the same ticket was put back from the witness', () => {
    const back = eventOf({ type: 'ticket.issued', body: issuedBody(true, '000001') }, { hlc: 10, dev: devices[0] });
    expect(mergeAll([back, at('issued')])?.issued?.recovered).toBe(false);
    expect(mergeAll([at('issued'), back])?.issued?.recovered).toBe(false);
  });

  it('makes a ticket callable by paper, by a failed paper and by an uncertain one', () => {
    expect(mergeAll([at('issued')])?.claim?.at).toBe('issued');
    for (const print of ['printed', 'failed', 'uncertain'] as const)
      expect(mergeAll([at('issued'), at(print)])?.claim?.at).toBe('waiting');
  });

  it('lets the latest word about the paper win', () => {
    const later = eventOf(draftsByName['reprinted'], { hlc: 30, dev: devices[0] });
    expect(mergeAll([later, at('failed')])?.print).toMatchObject({ at: 'printed', hlc: '30' });
  });

  it('leaves other tickets and ratings alone', () => {
    const facts = mergeAll([at('issued')]);
    const foreign = eventOf({ type: 'ticket.printed', body: { ticket: other, job } }, { hlc: 11, dev: devices[0] });
    expect(mergeTicket(facts, foreign)).toBe(facts);
    const rating = eventOf(
      {
        type: 'rating.given',
        body: {
          rating: job,
          ticket,
          level: 'satisfied',
          tags: [],
          channel: 'kiosk',
          anonymous: true,
          isDefault: false,
        },
      },
      { hlc: 12, dev: devices[0] },
    );
    expect(ticketOf(rating)).toBeNull();
    expect(mergeTicket(facts, rating)).toBe(facts);
    const day = eventOf({ type: 'day.opened', body: { bday } }, { hlc: 12, dev: devices[1] });
    expect(mergeTicket(null, day)).toBeNull();
  });
});

describe('clock readings', () => {
  it('compare as numbers', () => {
    const reading = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(reading, reading, (a, b) => {
        const order = compareHlc(hlcSchema.parse(String(a)), hlcSchema.parse(String(b)));
        expect(Math.sign(order)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('tell their time', () => {
    const ms = Date.UTC(2026, 10, 22, 2);
    expect(hlcToMs(hlcSchema.parse(String((BigInt(ms) << 16n) | 7n)))).toBe(ms);
  });

  it('have no leading zeros, because they are compared as text', () => {
    expect(hlcSchema.safeParse('007').success).toBe(false);
    expect(hlcSchema.safeParse('0').success).toBe(true);
    expect(hlcSchema.safeParse(String((BigInt(Date.UTC(2099, 0, 1)) << 16n) | 65535n)).success).toBe(true);
    expect(hlcSchema.safeParse('1'.repeat(19)).success).toBe(false);
  });
});
