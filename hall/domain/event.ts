import { z } from 'zod';
import { bookingCodeSchema } from './bookingCode.ts';
import { businessDaySchema } from './businessDay.ts';
import { callReasonSchema } from './callReason.ts';
import {
  accountIdSchema,
  appointmentIdSchema,
  callIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from './ids.ts';
import { labelSchema, seriesSchema } from './label.ts';
import { classIdSchema } from './priorityClass.ts';
import { ratingChannelSchema, ratingLevelSchema } from './rating.ts';
import { setupOrigins } from './setupOrigin.ts';
import { hubTermSchema } from './hubTerm.ts';
import { deviceRoleSchema, markSchema } from './enrolment.ts';
import { languageSchema } from './text.ts';

/** Hybrid logical clock, decimal of `ms << 16 | counter` without leading zeros (readings are compared as text) and within
 * 64 bits for ever. For display and tie-breaks only, never for identity. */
export const hlcSchema = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/)
  .brand<'Hlc'>();
export type Hlc = z.infer<typeof hlcSchema>;

const epochMs = z.number().int().nonnegative();
/** A ticket that comes back (requeue, transfer, withdrawn call) starts a new leg; within one leg its state only moves forward. */
const ticketLeg = { ticket: ticketIdSchema, leg: z.number().int().min(0).max(99) };
const atCounter = { ...ticketLeg, counter: counterIdSchema, clerk: accountIdSchema };
const printJob = { ticket: ticketIdSchema, job: z.uuid() };
const reason = z.string().max(64);
/** Queues of further matters, in the order in which they will be done. */
const matters = z.array(queueIdSchema).max(9);
/** Where a ticket waits from this leg on. Each of these events says all of it, so that none has to be read with another. */
const standing = {
  queue: queueIdSchema,
  priority: z.number().int().min(0).max(9),
  /** The only counter that may call it; null = any that serves the queue. */
  toCounter: counterIdSchema.nullable(),
  /** The reading its wait counts from; null = that of this event, which is the end of the line. */
  since: hlcSchema.nullable(),
  /** Nobody calls it earlier; null = at once. */
  notBefore: epochMs.nullable(),
  /** How often it has come back after nobody came. */
  returns: z.number().int().min(0).max(99),
  /** Class from here on, and matters still to be done after this one. */
  class: classIdSchema.nullable().optional(),
  also: matters.optional(),
};
const newPlace = { ...atCounter, ...standing };
/** A place in the calendar of a queue. */
const slotPlace = {
  queue: queueIdSchema,
  startsAt: epochMs,
  endsAt: epochMs,
  place: z.number().int().min(1).max(99),
};
/** An appointment that is moved to another slot starts a new leg. */
const appointmentLeg = { appointment: appointmentIdSchema, leg: z.number().int().min(0).max(99) };

/** Body of every event by type and version: the only list of what can happen in a hall. No personal data in any of them. */
export const eventBodies = {
  'ticket.issued': z.object({
    ticket: ticketIdSchema,
    label: labelSchema,
    series: seriesSchema,
    number: z.number().int().min(1).max(999),
    queue: queueIdSchema,
    issuedAt: epochMs,
    priority: z.number().int().min(0).max(9),
    language: languageSchema,
    /** Six digits on the slip; with them the citizen finds the ticket again without any document. */
    code: z.string().regex(/^\d{6}$/),
    /** Put back from the witness journal after the database had lost it. */
    recovered: z.boolean(),
  }),
  /** Taken in without the word of the machine that gave it, which is silent or lost; its own issue joins later. */
  'ticket.adopted': z.object({
    ticket: ticketIdSchema,
    label: labelSchema,
    series: seriesSchema,
    number: z.number().int().min(1).max(999),
    queue: queueIdSchema,
    issuedAt: epochMs,
    code: z.string().regex(/^\d{6}$/),
    /** The machine that gave it, and who took it in (null: a kiosk did). */
    device: deviceIdSchema,
    by: accountIdSchema.nullable(),
    /** Somebody has shown the slip, so it may be called. Else a kiosk remembers it, and its own log says when it may. */
    hasSlip: z.boolean(),
  }),
  /** What else the citizen asked for at the kiosk, which writes it before the number can be called. */
  'ticket.described': z.object({ ticket: ticketIdSchema, also: matters, class: classIdSchema.nullable() }),
  'ticket.printed': z.object(printJob),
  'ticket.print_failed': z.object({ ...printJob, reason }),
  /** Some bytes left and nobody knows whether paper came out: a person decides, never the program. */
  'ticket.print_uncertain': z.object({ ...printJob, reason }),
  'ticket.reprinted': z.object(printJob),
  /** `why`: the reason in Chinese, for whoever reads the log alone; `because`: the same as data. */
  'ticket.called': z.object({
    ...atCounter,
    call: callIdSchema,
    why: z.string().max(200),
    because: z.array(callReasonSchema).max(8).optional(),
  }),
  'ticket.recalled': z.object({ ...atCounter, call: callIdSchema, count: z.number().int().min(1) }),
  'ticket.serving': z.object(atCounter),
  'ticket.done': z.object(atCounter),
  'ticket.no_show': z.object(atCounter),
  /** Set aside at its counter while the citizen fetches something. */
  'ticket.held': z.object({ ...atCounter, reason }),
  /** Back at a counter without waiting: after a hold, or when a no-show is taken back within seconds. New leg. */
  'ticket.resumed': z.object({ ...atCounter, to: z.enum(['called', 'serving']), call: callIdSchema.nullable() }),
  /** Waits again after nobody came. New leg. */
  'ticket.requeued': z.object(newPlace),
  /** Waits for another queue or counter. New leg. */
  'ticket.transferred': z.object({ ...newPlace, note: z.string().max(200), returnPriority: z.boolean() }),
  /** A clerk gave it a class or took it away; it keeps its place in time. New leg. */
  'ticket.classified': z.object(newPlace),
  /** One of several matters is done: the next one follows at this counter, or waits in its queue. New leg. */
  'ticket.matter_done': z.object({ ...newPlace, done: queueIdSchema, to: z.enum(['waiting', 'serving']) }),
  /** The call was a mistake: the ticket stands again exactly where it stood. New leg. */
  'ticket.call_withdrawn': z.object(newPlace),
  /** Sent to another queue or counter by a supervisor while it waited. New leg. */
  'ticket.rerouted': z.object({ ...ticketLeg, clerk: accountIdSchema, ...standing }),
  'ticket.cancelled': z.object({ ...ticketLeg, reason: z.enum(['by_citizen', 'by_staff', 'day_closed']) }),
  /** A number that nobody holds: late answer of the hub, or found in the journal without a ticket. */
  /** What a clerk wrote on the ticket for whoever has it next; an empty note takes the last one away. Never shown to the public. */
  'ticket.noted': z.object({
    ticket: ticketIdSchema,
    counter: counterIdSchema,
    clerk: accountIdSchema,
    note: z.string().max(200),
  }),
  'number.voided': z.object({ ticket: ticketIdSchema, reason }),
  'rating.given': z.object({
    rating: z.uuid(),
    ticket: ticketIdSchema,
    level: ratingLevelSchema,
    tags: z.array(z.string().max(40)).max(8),
    channel: ratingChannelSchema,
    anonymous: z.boolean(),
    /** Set by the five-day default rule, never by a person; kept apart in every figure. */
    isDefault: z.boolean(),
  }),
  'appointment.booked': z.object({
    appointment: appointmentIdSchema,
    ...slotPlace,
    code: bookingCodeSchema,
    channel: z.enum(['counter', 'kiosk', 'import']),
  }),
  'appointment.moved': z.object({ ...appointmentLeg, ...slotPlace }),
  'appointment.cancelled': z.object({ ...appointmentLeg, by: z.enum(['citizen', 'staff']) }),
  /** The citizen is here and holds a number; `late` ones are called like everybody else. */
  'appointment.checked_in': z.object({
    ...appointmentLeg,
    ticket: ticketIdSchema,
    startsAt: epochMs,
    late: z.boolean(),
  }),
  /** Nobody came in the time the place was kept: it can be booked again. */
  'appointment.released': z.object(appointmentLeg),
  'appointment.missed': z.object(appointmentLeg),
  'day.opened': z.object({ bday: businessDaySchema }),
  'day.closed': z.object({ bday: businessDaySchema }),
  'counter.opened': z.object({ counter: counterIdSchema, clerk: accountIdSchema }),
  'counter.paused': z.object({ counter: counterIdSchema, clerk: accountIdSchema, reason }),
  'counter.closed': z.object({ counter: counterIdSchema, clerk: accountIdSchema }),
  /** For the rest of the day it serves these queues; null = as in the set-up. `clerk`: the supervisor. */
  'counter.assigned': z.object({
    counter: counterIdSchema,
    clerk: accountIdSchema,
    queues: z.array(queueIdSchema).max(26).nullable(),
  }),
  /** The audit log has grown by the line `position`; the event log keeps its hash where nobody can rewrite both. */
  'audit.sealed': z.object({ book: z.uuid(), position: z.number().int().min(1), hash: z.string().max(64) }),
  /** The hall is put together differently from now on; the set-up itself travels as a document. */
  'setup.changed': z.object({
    revision: z.number().int().nonnegative(),
    account: accountIdSchema.nullable(),
    how: z.enum(setupOrigins),
  }),
  /** State of a device of the kiosk that writes it: `ready`, `offline`, or what is wrong. */
  'device.health': z.object({ device: z.string().max(64), state: z.string().max(32) }),
  /** Somebody of the staff has seen that state of a kiosk's device. */
  'device.seen': z.object({
    kiosk: deviceIdSchema,
    device: z.string().max(64),
    state: z.string().max(32),
    clerk: accountIdSchema,
  }),
  /** Somebody at this kiosk asks for staff; `screen` is where in the program, nothing about the person. */
  'help.called': z.object({ help: z.uuid(), screen: z.string().regex(/^[A-Za-z]{1,32}$/) }),
  'help.answered': z.object({ help: z.uuid(), clerk: accountIdSchema, counter: counterIdSchema.nullable() }),
  'help.ended': z.object({ help: z.uuid(), by: z.enum(['citizen', 'staff']), clerk: accountIdSchema.nullable() }),
  /** A machine has joined the hall; its name and its mark are never given to another one. */
  'device.enrolled': z.object({ device: deviceIdSchema, role: deviceRoleSchema, mark: markSchema }),
  'device.revoked': z.object({ device: deviceIdSchema, by: accountIdSchema }),
  /** Two machines use one key: a copied disk. It gives no numbers of its own until it is enrolled anew. */
  'device.cloned': z.object({ device: deviceIdSchema }),
  /** A hub leads the hall from now on, because the one before is silent or somebody said so. */
  'hub.term': hubTermSchema,
} as const;

export type EventType = keyof typeof eventBodies;
export type EventBody<T extends EventType> = z.infer<(typeof eventBodies)[T]>;

/** Highest body version this program writes and understands, per type. A higher one is kept raw until the upgrade. */
export const eventVersions: Record<EventType, number> = {
  'ticket.issued': 1,
  'ticket.adopted': 1,
  'ticket.described': 1,
  'ticket.printed': 1,
  'ticket.print_failed': 1,
  'ticket.print_uncertain': 1,
  'ticket.reprinted': 1,
  'ticket.called': 1,
  'ticket.recalled': 1,
  'ticket.serving': 1,
  'ticket.done': 1,
  'ticket.no_show': 1,
  'ticket.held': 1,
  'ticket.resumed': 1,
  'ticket.requeued': 1,
  'ticket.transferred': 1,
  'ticket.classified': 1,
  'ticket.matter_done': 1,
  'ticket.call_withdrawn': 1,
  'ticket.rerouted': 1,
  'ticket.cancelled': 1,
  'ticket.noted': 1,
  'number.voided': 1,
  'rating.given': 1,
  'appointment.booked': 1,
  'appointment.moved': 1,
  'appointment.cancelled': 1,
  'appointment.checked_in': 1,
  'appointment.released': 1,
  'appointment.missed': 1,
  'day.opened': 1,
  'day.closed': 1,
  'counter.opened': 1,
  'counter.paused': 1,
  'counter.closed': 1,
  'counter.assigned': 1,
  'audit.sealed': 1,
  'setup.changed': 1,
  'device.health': 1,
  'device.seen': 1,
  'help.called': 1,
  'help.answered': 1,
  'help.ended': 1,
  'device.enrolled': 1,
  'device.revoked': 1,
  'device.cloned': 1,
  'hub.term': 1,
};

/** What travels and is stored: one line of one stream. `(stream, seq)` is its identity for ever. */
export const loggedEventSchema = z.object({
  id: z.uuid(),
  /** UUID minted at every start of the authoring process, so a restored disk can never fork a stream. */
  stream: z.uuid(),
  /** Contiguous from 1 within the stream: idempotency key and gap detector in one. */
  seq: z.number().int().min(1),
  dev: deviceIdSchema,
  hall: z.number().int().min(1),
  hlc: hlcSchema,
  bday: businessDaySchema,
  type: z.string().min(1).max(40),
  v: z.number().int().min(1).max(999),
  /** First 16 bytes of SHA-256 of the event before it, base64; empty for the first of a stream. */
  prev: z.string().max(24),
  body: z.record(z.string(), z.unknown()),
});
export type LoggedEvent = z.infer<typeof loggedEventSchema>;

/** An event whose type and body this program knows. */
export type KnownEvent = {
  [T in EventType]: Omit<LoggedEvent, 'type' | 'body'> & { type: T; body: EventBody<T> };
}[EventType];

/** What a use case hands to the log; stream, seq, clock and hash are added there. */
export type EventDraft = { [T in EventType]: { type: T; body: EventBody<T> } }[EventType];

export type EventReading =
  | { is: 'known'; event: KnownEvent }
  /** Type or version of a newer program: stored raw and projected after the upgrade, never refused. */
  | { is: 'unknown' }
  /** Wrong against a schema this program knows: goes to quarantine and blocks nobody. */
  | { is: 'poison'; reason: string };

/** Reads the body of an event against the list above. Pure; never throws. */
export function readEvent(event: LoggedEvent): EventReading {
  if (!Object.hasOwn(eventBodies, event.type)) return { is: 'unknown' };
  const type = event.type as EventType;
  if (event.v > eventVersions[type]) return { is: 'unknown' };
  const body = eventBodies[type].safeParse(event.body);
  if (!body.success) return { is: 'poison', reason: z.prettifyError(body.error).slice(0, 500) };
  return { is: 'known', event: { ...event, type, body: body.data } as KnownEvent };
}
