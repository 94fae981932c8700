import type { BookingCode } from './bookingCode.ts';
import type { EventBody, Hlc, KnownEvent } from './event.ts';
import type { AppointmentId, DeviceId, QueueId, TicketId } from './ids.ts';
import { compareHlc } from './ticket.ts';

/** `released`: not here in time, its place was given back. `missed`: the day ended and nobody had come. */
export type AppointmentAt = 'booked' | 'released' | 'missed' | 'cancelled' | 'checked_in';

/** Who stands in the hall with a number has come, whatever somebody else noted meanwhile. */
const rank: Record<AppointmentAt, number> = { booked: 0, released: 1, missed: 2, cancelled: 3, checked_in: 4 };

export type AppointmentClaim = {
  leg: number;
  at: AppointmentAt;
  hlc: Hlc;
  dev: DeviceId;
  /** The number the citizen was given at the check-in. */
  ticket: TicketId | null;
  why: string | null;
};

/** Where an appointment stands in the calendar since it was made or moved the last time. */
export type AppointmentSlot = {
  leg: number;
  hlc: Hlc;
  queue: QueueId;
  startsAt: number;
  endsAt: number;
  place: number;
};

/** All that is known of an appointment. Every field is a join, so any order of arrival of its events gives the same facts. */
export type AppointmentFacts = {
  appointment: AppointmentId;
  booked: { code: BookingCode; channel: EventBody<'appointment.booked'>['channel']; hlc: Hlc } | null;
  claim: AppointmentClaim | null;
  slot: AppointmentSlot | null;
  /** The latest leg whose place was given back; it stays given back, whatever arrives later. */
  freedLeg: number;
};

const empty = (appointment: AppointmentId): AppointmentFacts => ({
  appointment,
  booked: null,
  claim: null,
  slot: null,
  freedLeg: -1,
});

/** The appointment an event speaks of, or null. */
export function appointmentOf(event: KnownEvent): AppointmentId | null {
  return 'appointment' in event.body ? event.body.appointment : null;
}

function claimOf(event: KnownEvent): AppointmentClaim | null {
  const base = { hlc: event.hlc, dev: event.dev, ticket: null, why: null };
  switch (event.type) {
    case 'appointment.booked':
      return { ...base, leg: 0, at: 'booked' };
    case 'appointment.moved':
      return { ...base, leg: event.body.leg, at: 'booked' };
    case 'appointment.checked_in':
      return { ...base, leg: event.body.leg, at: 'checked_in', ticket: event.body.ticket };
    case 'appointment.cancelled':
      return { ...base, leg: event.body.leg, at: 'cancelled', why: event.body.by };
    case 'appointment.released':
      return { ...base, leg: event.body.leg, at: 'released' };
    case 'appointment.missed':
      return { ...base, leg: event.body.leg, at: 'missed' };
    default:
      return null;
  }
}

/** Positive when `a` stands: the later leg, the higher rank, then the earlier word; the words themselves break a tie. */
function compareClaims(a: AppointmentClaim, b: AppointmentClaim): number {
  if (a.leg !== b.leg) return a.leg - b.leg;
  if (a.at !== b.at) return rank[a.at] - rank[b.at];
  const earlier = compareHlc(b.hlc, a.hlc);
  if (earlier !== 0) return earlier;
  const word = (claim: AppointmentClaim) => JSON.stringify([claim.dev, claim.ticket, claim.why]);
  return word(a) < word(b) ? 1 : word(a) > word(b) ? -1 : 0;
}

function slotOf(event: KnownEvent): AppointmentSlot | null {
  if (event.type !== 'appointment.booked' && event.type !== 'appointment.moved') return null;
  const { queue, startsAt, endsAt, place } = event.body;
  const leg = event.type === 'appointment.booked' ? 0 : event.body.leg;
  return { leg, hlc: event.hlc, queue, startsAt, endsAt, place };
}

function compareSlots(a: AppointmentSlot, b: AppointmentSlot): number {
  if (a.leg !== b.leg) return a.leg - b.leg;
  const earlier = compareHlc(b.hlc, a.hlc);
  if (earlier !== 0) return earlier;
  const word = (slot: AppointmentSlot) => JSON.stringify([slot.queue, slot.startsAt, slot.endsAt, slot.place]);
  return word(a) < word(b) ? 1 : word(a) > word(b) ? -1 : 0;
}

type Booked = NonNullable<AppointmentFacts['booked']>;

function compareBookings(a: Booked, b: Booked): number {
  const earlier = compareHlc(b.hlc, a.hlc);
  if (earlier !== 0) return earlier;
  return `${a.code} ${a.channel}` < `${b.code} ${b.channel}` ? 1 : -1;
}

const freeing = new Set<KnownEvent['type']>(['appointment.cancelled', 'appointment.released', 'appointment.missed']);

/**
 * Joins one event into what is known of its appointment. Commutative, associative and idempotent (property-tested), so
 * that a check-in made without the hub and what the hub did meanwhile give the same picture in every order.
 */
export function mergeAppointment(facts: AppointmentFacts | null, event: KnownEvent): AppointmentFacts | null {
  const claim = claimOf(event);
  const appointment = appointmentOf(event);
  if (claim === null || appointment === null || (facts !== null && facts.appointment !== appointment)) return facts;
  const before = facts ?? empty(appointment);
  const next: AppointmentFacts = { ...before };
  if (before.claim === null || compareClaims(claim, before.claim) > 0) next.claim = claim;
  const slot = slotOf(event);
  if (slot !== null && (before.slot === null || compareSlots(slot, before.slot) > 0)) next.slot = slot;
  if (event.type === 'appointment.booked') {
    const { code, channel } = event.body;
    const booked = { code, channel, hlc: event.hlc };
    if (before.booked === null || compareBookings(booked, before.booked) > 0) next.booked = booked;
  }
  if (freeing.has(event.type)) next.freedLeg = Math.max(before.freedLeg, claim.leg);
  return next;
}

/** What counts for a check-in now: who has given the number of a check-in back is booked again, on a new leg. */
export function claimAfter(
  { leg, at }: Pick<AppointmentClaim, 'leg' | 'at'>,
  isGivenBack: boolean,
): Pick<AppointmentClaim, 'leg' | 'at'> {
  return at === 'checked_in' && isGivenBack ? { leg: leg + 1, at: 'booked' } : { leg, at };
}

/** The place in the calendar this appointment keeps; null when it was given back or the booking is not known yet. */
export function heldSlot({ slot, freedLeg }: AppointmentFacts): AppointmentSlot | null {
  return slot === null || slot.leg <= freedLeg ? null : slot;
}

/** Of two that keep one place (two hubs that could not see each other gave it), negative = `a` stands: the earlier one. */
export function compareHolders(a: AppointmentFacts, b: AppointmentFacts): number {
  const [readingA, readingB] = [a.slot?.hlc, b.slot?.hlc];
  const time = readingA === undefined || readingB === undefined ? 0 : compareHlc(readingA, readingB);
  return time !== 0 ? time : a.appointment < b.appointment ? -1 : 1;
}
