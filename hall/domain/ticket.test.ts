import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDaySchema } from './businessDay.ts';
import { type EventDraft, hlcSchema, type KnownEvent } from './event.ts';
import {
  accountIdSchema,
  appointmentIdSchema,
  callIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from './ids.ts';
import { labelSchema } from './label.ts';
import { compareHlc, hlcToMs, mergeTicket, recallsNow, standingOf, type TicketFacts, ticketOf } from './ticket.ts';

const ticket = ticketIdSchema.parse('018f4a5e-0000-7000-8000-000000000001');
const other = ticketIdSchema.parse('018f4a5e-0000-7000-8000-000000000002');
const calls = ['018f4a5e-0000-7000-8000-00000000000a', '018f4a5e-0000-7000-8000-00000000000b'];
const counters = ['c1', 'c2'].map(id => counterIdSchema.parse(id));
const clerks = ['zhang', 'li'].map(id => accountIdSchema.parse(id));
const devices = ['kiosk-1', 'hub'].map(id => deviceIdSchema.parse(id));
const bday = businessDaySchema.parse('2026-11-22');

function eventOf(draft: EventDraft, { hlc, dev }: { hlc: number; dev: (typeof devices)[number] }): KnownEvent {
  const envelope = {
    id: '018f4a5e-0000-7000-8000-0000000000ff',
    stream: '018f4a5e-0000-7000-8000-0000000000fe',
    seq: 1,
    dev,
    hall: 1,
    hlc: hlcSchema.parse(String(hlc)),
    bday,
    v: 1,
    prev: '',
  };
  return { ...envelope, ...draft };
}

const issuedBody = (recovered: boolean, code: string) => ({
  ticket,
  label: labelSchema.parse('A017'),
  series: 'shared',
  number: 17,
  queue: queueIdSchema.parse('household'),
  issuedAt: 1,
  priority: 0,
  language: 'zh' as const,
  code,
  recovered,
});

const adoptedBody = {
  ticket,
  label: labelSchema.parse('AK003'),
  series: 'K',
  number: 3,
  queue: queueIdSchema.parse('tax'),
  issuedAt: 0,
  code: '000003',
  device: devices[0]!,
  by: null,
};

const at = (name: string) => eventOf(draftsByName[name]!, { hlc: 10, dev: devices[0]! });
const leg0 = { ticket, leg: 0 };
const atCounter = { ...leg0, counter: counters[0]!, clerk: clerks[0]! };
const job = '018f4a5e-0000-7000-8000-0000000000aa';
const draftsByName: Record<string, EventDraft> = {
  issued: { type: 'ticket.issued', body: issuedBody(false, '000001') },
  adopted: { type: 'ticket.adopted', body: adoptedBody },
  printed: { type: 'ticket.printed', body: { ticket, job } },
  failed: { type: 'ticket.print_failed', body: { ticket, job, reason: 'paper_out' } },
  uncertain: { type: 'ticket.print_uncertain', body: { ticket, job, reason: 'restarted' } },
  reprinted: { type: 'ticket.reprinted', body: { ticket, job } },
  called: {
    type: 'ticket.called',
    body: { ...atCounter, call: callIdSchema.parse(calls[0]), why: 'longest wait' },
  },
  serving: { type: 'ticket.serving', body: atCounter },
  done: { type: 'ticket.done', body: atCounter },
  noShow: { type: 'ticket.no_show', body: atCounter },
  cancelled: { type: 'ticket.cancelled', body: { ...leg0, reason: 'by_citizen' } },
  voided: { type: 'number.voided', body: { ticket, reason: 'late' } },
};

const legs = fc.integer({ min: 0, max: 2 });
const atCounterArbitrary = fc.record({
  ticket: fc.constant(ticket),
  leg: legs,
  counter: fc.constantFrom(...counters),
  clerk: fc.constantFrom(...clerks),
});
const callArbitrary = fc.constantFrom(...calls).map(id => callIdSchema.parse(id));
const draftArbitrary: fc.Arbitrary<EventDraft> = fc.oneof(
  fc
    .tuple(fc.boolean(), fc.constantFrom('000001', '000002'))
    .map(([recovered, code]): EventDraft => ({ type: 'ticket.issued', body: issuedBody(recovered, code) })),
  fc.constantFrom(
    ...['adopted', 'printed', 'failed', 'uncertain', 'reprinted', 'voided'].map(name => draftsByName[name]!),
  ),
  fc
    .tuple(fc.constantFrom(...counters), fc.constantFrom(...clerks), fc.constantFrom('', 'copy missing'))
    .map(([counter, clerk, note]): EventDraft => ({ type: 'ticket.noted', body: { ticket, counter, clerk, note } })),
  fc
    .tuple(atCounterArbitrary, callArbitrary, fc.constantFrom('first', 'second'))
    .map(([body, call, why]): EventDraft => ({ type: 'ticket.called', body: { ...body, call, why } })),
  fc
    .tuple(atCounterArbitrary, callArbitrary, fc.integer({ min: 1, max: 4 }))
    .map(([body, call, count]): EventDraft => ({ type: 'ticket.recalled', body: { ...body, call, count } })),
  fc
    .tuple(
      fc.constantFrom('ticket.serving' as const, 'ticket.done' as const, 'ticket.no_show' as const),
      atCounterArbitrary,
    )
    .map(([type, body]) => ({ type, body })),
  fc.tuple(fc.constantFrom(ticket, other), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(
    ([appointment, startsAt, late]): EventDraft => ({
      type: 'appointment.checked_in',
      body: { appointment: appointmentIdSchema.parse(appointment), leg: 0, ticket, startsAt, late },
    }),
  ),
  fc
    .tuple(atCounterArbitrary, fc.constantFrom('documents', 'photo'))
    .map(([body, reason]): EventDraft => ({ type: 'ticket.held', body: { ...body, reason } })),
  fc
    .tuple(atCounterArbitrary, fc.constantFrom('called' as const, 'serving' as const), callArbitrary)
    .map(([body, to, call]): EventDraft => ({ type: 'ticket.resumed', body: { ...body, to, call } })),
  fc
    .tuple(
      fc.constantFrom('ticket.requeued' as const, 'ticket.call_withdrawn' as const, 'ticket.transferred' as const),
      atCounterArbitrary,
      fc.constantFrom(...['household', 'tax'].map(id => queueIdSchema.parse(id))),
      fc.constantFrom(null, ...counters),
      fc.constantFrom(null, hlcSchema.parse('3')),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([type, body, queue, toCounter, since, n]): EventDraft => {
      const place = { ...body, queue, priority: n, toCounter, since, notBefore: null, returns: n };
      if (type !== 'ticket.transferred') return { type, body: place };
      return { type, body: { ...place, note: String(n), returnPriority: n > 0 } };
    }),
  legs.map((leg): EventDraft => ({ type: 'ticket.cancelled', body: { ticket, leg, reason: 'by_staff' } })),
);
/** Few readings and devices, so that ties of every kind happen often. */
const eventArbitrary = fc
  .tuple(draftArbitrary, fc.integer({ min: 8, max: 12 }), fc.constantFrom(...devices))
  .map(([draft, hlc, dev]) => eventOf(draft, { hlc, dev }));

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
      const issued = Object.fromEntries(
        Object.entries(facts.issued).sort(([a], [b]) => (a < b ? -1 : 1)),
      ) as typeof facts.issued;
      return JSON.parse(JSON.stringify({ ...facts, issued })) as TicketFacts;
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
      { hlc: 20, dev: devices[1]! },
    );
    expect(mergeAll([at('issued'), at('noShow'), again])?.claim).toMatchObject({ at: 'called', leg: 1 });
    expect(mergeAll([at('voided'), again, at('done')])?.claim?.at).toBe('voided');
  });

  it('stands where the latest leg put it, and its recalls are those of the present call', () => {
    const place = { ...atCounter, leg: 1, priority: 2, toCounter: null, notBefore: null, returns: 0 };
    const [household, tax] = ['household', 'tax'].map(id => queueIdSchema.parse(id));
    const recalled = eventOf(
      { type: 'ticket.recalled', body: { ...atCounter, call: callIdSchema.parse(calls[0]), count: 3 } },
      { hlc: 11, dev: devices[1]! },
    );
    const back = eventOf(
      {
        type: 'ticket.call_withdrawn',
        body: { ...place, queue: household!, since: hlcSchema.parse('10'), priority: 0 },
      },
      { hlc: 12, dev: devices[1]! },
    );
    const moved = eventOf(
      {
        type: 'ticket.transferred',
        body: { ...place, leg: 2, queue: tax!, since: null, note: 'copy', returnPriority: true },
      },
      { hlc: 13, dev: devices[1]! },
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
    const back = eventOf({ type: 'ticket.issued', body: issuedBody(true, '000001') }, { hlc: 10, dev: devices[0]! });
    expect(mergeAll([back, at('issued')])?.issued?.recovered).toBe(false);
    expect(mergeAll([at('issued'), back])?.issued?.recovered).toBe(false);
  });

  it('makes a ticket callable by paper, by a failed paper and by an uncertain one', () => {
    expect(mergeAll([at('issued')])?.claim?.at).toBe('issued');
    for (const print of ['printed', 'failed', 'uncertain'])
      expect(mergeAll([at('issued'), at(print)])?.claim?.at).toBe('waiting');
  });

  it('lets the latest word about the paper win', () => {
    const later = eventOf(draftsByName['reprinted']!, { hlc: 30, dev: devices[0]! });
    expect(mergeAll([later, at('failed')])?.print).toMatchObject({ at: 'printed', hlc: '30' });
  });

  it('leaves other tickets and ratings alone', () => {
    const facts = mergeAll([at('issued')]);
    const foreign = eventOf({ type: 'ticket.printed', body: { ticket: other, job } }, { hlc: 11, dev: devices[0]! });
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
      { hlc: 12, dev: devices[0]! },
    );
    expect(ticketOf(rating)).toBeNull();
    expect(mergeTicket(facts, rating)).toBe(facts);
    const day = eventOf({ type: 'day.opened', body: { bday } }, { hlc: 12, dev: devices[1]! });
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
