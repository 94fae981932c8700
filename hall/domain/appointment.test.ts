import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppointmentFacts, claimAfter, compareHolders, heldSlot, mergeAppointment } from './appointment.ts';
import { bookingCodeSchema } from './bookingCode.ts';
import { businessDaySchema } from './businessDay.ts';
import { type EventDraft, hlcSchema, type KnownEvent } from './event.ts';
import { appointmentIdSchema, deviceIdSchema, queueIdSchema, ticketIdSchema } from './ids.ts';

const appointment = appointmentIdSchema.parse('018f4a5e-0000-7000-8000-0000000000b1');
const tickets = ['1', '2'].map(n => ticketIdSchema.parse(`018f4a5e-0000-7000-8000-00000000000${n}`));
const devices = ['hub-1', 'kiosk-1', 'kiosk-2'].map(name => deviceIdSchema.parse(name));
const queue = queueIdSchema.parse('household');

function eventOf(draft: EventDraft, hlc: number, dev = devices[0]!): KnownEvent {
  const envelope = {
    id: '018f4a5e-0000-7000-8000-0000000000ff',
    stream: '018f4a5e-0000-7000-8000-0000000000fe',
    seq: 1,
    dev,
    hall: 1,
    hlc: hlcSchema.parse(String(hlc)),
    bday: businessDaySchema.parse('2026-11-22'),
    v: 1,
    prev: '',
  };
  return { ...envelope, ...draft };
}
const joined = (events: readonly KnownEvent[]) =>
  events.reduce<AppointmentFacts | null>((facts, event) => mergeAppointment(facts, event), null);

const booked = (place: number): EventDraft => ({
  type: 'appointment.booked',
  body: {
    appointment,
    queue,
    startsAt: 1000,
    endsAt: 2000,
    place,
    code: bookingCodeSchema.parse('12345678'),
    channel: 'counter',
  },
});
const moved = (leg: number, place: number): EventDraft => ({
  type: 'appointment.moved',
  body: { appointment, leg, queue, startsAt: 5000, endsAt: 6000, place },
});
const checkedIn = (leg: number, ticket = tickets[0]!): EventDraft => ({
  type: 'appointment.checked_in',
  body: { appointment, leg, ticket, startsAt: 1000, late: false },
});
const ended = (type: 'appointment.released' | 'appointment.missed', leg: number): EventDraft => ({
  type,
  body: { appointment, leg },
});
const cancelled = (leg: number): EventDraft => ({
  type: 'appointment.cancelled',
  body: { appointment, leg, by: 'staff' },
});

const legs = fc.integer({ min: 0, max: 2 });
const drafts: fc.Arbitrary<EventDraft> = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map(booked),
  fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })).map(([leg, place]) => moved(leg, place)),
  fc.tuple(legs, fc.constantFrom(...tickets)).map(([leg, ticket]) => checkedIn(leg, ticket)),
  legs.map(cancelled),
  legs.map(leg => ended('appointment.released', leg)),
  legs.map(leg => ended('appointment.missed', leg)),
);
const events = fc.array(
  fc
    .tuple(drafts, fc.integer({ min: 1, max: 6 }), fc.constantFrom(...devices))
    .map(([draft, hlc, dev]) => eventOf(draft, hlc, dev)),
  { maxLength: 10 },
);

describe('an appointment', () => {
  it('is the same whatever order its events arrive in, and however often', () => {
    fc.assert(
      fc.property(
        events.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(joined([...shuffled, ...shuffled])).toEqual(joined(list));
        },
      ),
    );
  });

  it('leaves other appointments and other events alone', () => {
    const one = joined([eventOf(booked(1), 1)]);
    const elsewhere = appointmentIdSchema.parse('018f4a5e-0000-7000-8000-0000000000b2');
    const other = eventOf({ type: 'appointment.released', body: { appointment: elsewhere, leg: 0 } }, 2);
    expect(mergeAppointment(one, other)).toBe(one);
    expect(mergeAppointment(null, eventOf({ type: 'day.opened', body: { bday: other.bday } }, 3))).toBeNull();
  });

  it('counts who checked in without the hub as come, also when the hub had released the place meanwhile', () => {
    const facts = joined([
      eventOf(booked(1), 1),
      eventOf(ended('appointment.released', 0), 5),
      eventOf(checkedIn(0), 4, devices[1]),
    ]);
    expect(facts?.claim).toMatchObject({ at: 'checked_in', ticket: tickets[0] });
    expect(facts === null ? 'none' : heldSlot(facts)).toBeNull();
  });

  it('lets the earlier of two check-ins stand', () => {
    const facts = joined([
      eventOf(checkedIn(0, tickets[1]), 9, devices[2]),
      eventOf(checkedIn(0, tickets[0]), 4, devices[1]),
    ]);
    expect(facts?.claim?.ticket).toBe(tickets[0]);
  });

  it('gives its place back for ever, and holds the new one after a move', () => {
    const first = [eventOf(booked(1), 1), eventOf(cancelled(0), 2)];
    expect(heldSlot(joined(first)!)).toBeNull();
    expect(heldSlot(joined([...first, eventOf(moved(1, 3), 3)])!)).toMatchObject({ place: 3, startsAt: 5000 });
  });

  it('whose number was given back can be checked in again, and the second check-in stands', () => {
    const first = [eventOf(booked(1), 1), eventOf(checkedIn(0, tickets[0]), 4)];
    const claim = joined(first)!.claim!;
    expect(claimAfter(claim, false)).toEqual({ leg: 0, at: 'checked_in' });
    const again = claimAfter(claim, true);
    expect(again).toEqual({ leg: 1, at: 'booked' });
    const facts = joined([eventOf(checkedIn(again.leg, tickets[1]), 6), ...first]);
    expect(facts?.claim).toMatchObject({ at: 'checked_in', ticket: tickets[1] });
    expect(heldSlot(facts!)).toMatchObject({ place: 1 });
  });

  it('of two that were given one place, the earlier one holds it on every machine', () => {
    const a = joined([eventOf(booked(1), 5)])!;
    const b = { ...joined([eventOf(booked(1), 4)])!, appointment: appointmentIdSchema.parse(tickets[1]) };
    expect(Math.sign(compareHolders(a, b))).toBe(1);
    expect(Math.sign(compareHolders(b, a))).toBe(-1);
  });
});
