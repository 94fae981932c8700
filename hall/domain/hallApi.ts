import { z } from 'zod';
import { businessDaySchema } from './businessDay.ts';
import { hlcSchema } from './event.ts';
import { accountIdSchema, counterIdSchema, queueIdSchema, requestIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema, seriesSchema } from './label.ts';
import { classIdSchema } from './priorityClass.ts';
import { ratingLevelSchema } from './rating.ts';
import { languageSchema, textSchema } from './text.ts';
import { longestSlipText } from './slipCode.ts';
import { openStates, ticketStates } from './ticket.ts';
import { waitingEstimateSchema } from './waitingEstimate.ts';

/** Who asks. Door and credential decide; the body never does. `visitor` = a LAN address without a credential. */
export const roles = ['citizen', 'visitor', 'clerk', 'supervisor', 'editor', 'device'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Closed list of what can go wrong in a request; each has a sentence in three languages on the screens. */
export const apiFailureCodes = [
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'too_large',
  'too_many',
  'queue_closed',
  'quota_reached',
  'card_required',
  'slot_full',
  'slot_gone',
  'already_booked',
  'queue_empty',
  'already_called',
  'wrong_state',
  'counter_taken',
  'wrong_pin',
  'locked',
  'pin_too_weak',
  'account_exists',
  'own_account',
  'already_rated',
  'not_ratable',
  'undo_expired',
  'slip_not_genuine',
  'slip_outdated',
  'no_shared_series',
  'storage_failed',
  'device_revoked',
  'enrolment_refused',
  'unavailable',
  'internal',
] as const;
export const apiFailureSchema = z.object({
  code: z.enum(apiFailureCodes),
  /** English, for logs and developers; screens show their own words for the code. */
  message: z.string(),
  retryAfterSeconds: z.number().int().nullable(),
});
export type ApiFailure = z.infer<typeof apiFailureSchema>;
export type ApiFailureCode = ApiFailure['code'];

// ---- tickets -------------------------------------------------------------------------------------------------------

/**
 * A number its person has already. `counter`: the window that has called it. `isSure`: the hub said so a moment ago; else
 * it is what this kiosk remembers, and the number may have been served meanwhile.
 */
export const heldSchema = z.object({
  at: z.enum(openStates),
  counter: z.number().int().nullable(),
  isSure: z.boolean(),
});
export type Held = z.infer<typeof heldSchema>;

/** Keyed hash of a card number under the hall's key of the day, base64url: 16 bytes. Never in an event, never in a log. */
export const personSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** A touch on the kiosk. `useCard`: bind the ticket to the card that lies on the reader now. */
export const takeTicketSchema = z.object({
  requestId: requestIdSchema,
  queue: queueIdSchema,
  language: languageSchema,
  useCard: z.boolean(),
  /** A new number although this kiosk remembers an older one; the hub's word stands against it. */
  again: z.boolean().default(false),
  /** Queues of further matters on the same number, in the order in which they will be done. */
  also: z.array(queueIdSchema).max(9).default([]),
  /** The priority class the citizen has chosen; null = none. */
  class: classIdSchema.nullable().default(null),
});
export type TakeTicket = z.infer<typeof takeTicketSchema>;

/** One of several matters of a number, and where it is done. */
const matterSchema = z.object({
  queue: queueIdSchema,
  letter: z.string(),
  name: textSchema,
  area: textSchema.nullable(),
  counters: z.array(z.number().int()),
});
export type Matter = z.infer<typeof matterSchema>;

/** What the citizen sees after the number is durable. */
export const takenTicketSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  series: seriesSchema,
  queue: queueIdSchema,
  queueName: textSchema,
  area: textSchema.nullable(),
  counters: z.array(z.number().int()),
  /** Further matters of the number, in their order. */
  also: z.array(matterSchema),
  /** Its priority class; null = none. */
  className: textSchema.nullable(),
  ahead: z.number().int().nonnegative(),
  /** True when the kiosk could not ask the hub: there may be more people than it knows of. */
  aheadAtLeast: z.boolean(),
  /** Null when nobody can say: the hub is gone, or nobody has been served yet. */
  wait: waitingEstimateSchema.nullable(),
  issuedAt: z.number().int(),
  code: z.string(),
  /** The slot of the appointment it was checked in for; null without one. */
  appointmentAt: z.number().int().nullable(),
  /** Content of the QR code on screen and paper: no personal data. */
  qr: z.string(),
  /** Not a new number: the one this person has in this queue already. Null for a new one. */
  held: heldSchema.nullable(),
});
export type TakenTicket = z.infer<typeof takenTicketSchema>;

/** Kiosk → hub: a number of the shared series. `ticket` doubles as the idempotency key. */
export const issueSharedSchema = z.object({
  ticket: ticketIdSchema,
  queue: queueIdSchema,
  language: languageSchema,
  priority: z.number().int().min(0).max(9),
  /** Who asks; null without a card, or as long as the kiosk does not have the hall's key. */
  person: personSchema.nullable().default(null),
});
export type IssueShared = z.infer<typeof issueSharedSchema>;
export const issuedSharedSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  /** A hub that leads in another one's place gives numbers of its own mark. */
  series: seriesSchema.prefault('shared'),
  number: z.number().int(),
  ahead: z.number().int(),
  issuedAt: z.number().int(),
  code: z.string(),
  /** Author's clock reading, so that the kiosk's own clock moves along. */
  hlc: hlcSchema,
});
export type IssuedShared = z.infer<typeof issuedSharedSchema>;
/** Instead of a second number: the open one this person has in this queue. `ticket` is not the one that was asked for. */
export const heldSharedSchema = issuedSharedSchema.extend({
  queue: queueIdSchema,
  wait: waitingEstimateSchema.nullable(),
  held: heldSchema,
});
export type HeldShared = z.infer<typeof heldSharedSchema>;

/** Kiosk → hub: whose the numbers are that this kiosk gave alone, so that no other kiosk gives a second one. */
export const reportPersonsSchema = z.object({
  bday: businessDaySchema,
  persons: z.array(z.object({ ticket: ticketIdSchema, person: personSchema })).max(500),
});
export type ReportPersons = z.infer<typeof reportPersonsSchema>;

/** Kiosk → hub: the shared numbers of today it has given out. */
export const reportNumbersSchema = z.object({
  bday: businessDaySchema,
  numbers: z
    .array(
      z.object({
        ticket: ticketIdSchema,
        label: labelSchema,
        queue: queueIdSchema,
        issuedAt: z.number().int().nonnegative(),
        code: z.string().regex(/^\d{6}$/),
      }),
    )
    .max(200),
});
export type ReportNumbers = z.infer<typeof reportNumbersSchema>;

/** A slip's QR code as a scanner reads it. */
export const adoptSlipSchema = z.object({ slip: z.string().min(1).max(longestSlipText) });
/** `known`: the ticket was in the queue, or over, before. */
export const adoptedSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  is: z.enum(['adopted', 'known']),
  at: z.enum(ticketStates),
});
export type Adopted = z.infer<typeof adoptedSchema>;

// ---- sessions and counters -----------------------------------------------------------------------------------------

export const signInSchema = z.object({ account: accountIdSchema, pin: z.string().regex(/^\d{6,12}$/) });
export const sessionSchema = z.object({
  token: z.string(),
  account: accountIdSchema,
  role: roleSchema,
  mustChangePin: z.boolean(),
  counters: z.array(z.object({ id: counterIdSchema, number: z.number().int() })),
});
export type Session = z.infer<typeof sessionSchema>;
export const changePinSchema = z.object({
  pin: z.string().regex(/^\d{6,12}$/),
  newPin: z.string().regex(/^\d{6,12}$/),
});

/** Why a ticket is set aside for a while. */
export const holdReasons = ['documents', 'copy', 'payment', 'other'] as const;

/** `POST /api/counters/{id}/{verb}`; `expect` is the ticket the clerk sees, so a stale page can change nothing. */
export const counterCommandSchema = z.object({
  requestId: requestIdSchema,
  expect: ticketIdSchema.nullable(),
  /** `resume`: the held ticket. */
  ticket: ticketIdSchema.nullable().default(null),
  /** `call`: the number that was asked for. */
  label: labelSchema.nullable().default(null),
  /** `call`, instead of the label: the QR code of the slip. A ticket nobody has heard of is taken in first. */
  slip: z.string().max(longestSlipText).nullable().default(null),
  /** `hold`. */
  reason: z.enum(holdReasons).default('other'),
  /** `finish`: the citizen wants nothing more, whatever else the number was for. */
  leaveRest: z.boolean().default(false),
  /** `classify`: given to the waiting `ticket`; null takes it away. */
  class: classIdSchema.nullable().default(null),
  /** `note`: written on the ticket; empty takes the last one away. */
  text: z.string().max(200).default(''),
  /** `transfer`. */
  transfer: z
    .object({
      queue: queueIdSchema,
      toCounter: counterIdSchema.nullable(),
      note: z.string().max(200),
      /** Called before those who have not been at a counter yet. */
      returnPriority: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type CounterCommand = z.infer<typeof counterCommandSchema>;
/** The same as a page sends it. */
export type CounterCommandBody = z.input<typeof counterCommandSchema>;

// ---- ratings -------------------------------------------------------------------------------------------------------

export const ratableTicketSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  counter: z.number().int(),
  endedAt: z.number().int(),
});
export type RatableTicket = z.infer<typeof ratableTicketSchema>;
export const giveRatingSchema = z.object({
  requestId: requestIdSchema,
  ticket: ticketIdSchema,
  level: ratingLevelSchema,
  tags: z.array(z.string().max(40)).max(8),
});
export type GiveRating = z.infer<typeof giveRatingSchema>;
