import { z } from 'zod';
import { businessDaySchema } from './businessDay.ts';
import type { StationAppointment } from './appointmentApi.ts';
import type { AppointmentsEntry } from './kioskAppointments.ts';
import { callReasonSchema } from './callReason.ts';
import { hlcSchema } from './event.ts';
import { hallSetupSchema } from './hallSetup.ts';
import {
  accountIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  requestIdSchema,
  ticketIdSchema,
} from './ids.ts';
import { labelSchema, seriesSchema } from './label.ts';
import { classIdSchema, type PriorityClass } from './priorityClass.ts';
import { ratingLevelSchema } from './rating.ts';
import { languageSchema, textSchema } from './text.ts';
import { longestSlipText } from './slipCode.ts';
import { openStates, ticketStates } from './ticket.ts';
import { type WaitingEstimate, waitingEstimateSchema } from './waitingEstimate.ts';

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

// ---- live entries of the three screens -----------------------------------------------------------------------------

export const queueEntrySchema = z.object({
  id: queueIdSchema,
  letter: z.string(),
  name: textSchema,
  department: textSchema.nullable(),
  area: textSchema.nullable(),
  mostUsed: z.boolean(),
  waiting: z.number().int(),
  counters: z.array(z.number().int()),
});
export type QueueEntry = z.infer<typeof queueEntrySchema>;

/** A queue as the kiosk shows it. `closed`: no number is given now; `opensAt` (UTC epoch ms) is null when nobody can say. */
export type KioskQueueEntry = QueueEntry & {
  /** No number without an ID card. */
  needsCard: boolean;
  closed: { why: 'hours' | 'quota' | 'slot'; opensAt: number | null; opensInDays: number | null } | null;
  /** For somebody who takes a number now. */
  wait: WaitingEstimate | null;
};

export const deviceEntrySchema = z.object({
  at: z.enum(['absent', 'offline', 'connecting', 'ready', 'faulty']),
  /** `paper_out`, `paper_near_end`, `cover_open`, … – a closed word of the device, or null. */
  detail: z.string().nullable(),
});
export type DeviceEntry = z.infer<typeof deviceEntrySchema>;

/** The person at the kiosk. Never more than the masked name. */
export const visitEntrySchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('nobody') }),
  z.object({ at: z.literal('reading') }),
  z.object({ at: z.literal('card'), maskedName: z.string(), expired: z.boolean(), tickets: z.array(labelSchema) }),
  z.object({ at: z.literal('unreadable'), code: z.string() }),
]);
export type VisitEntry = z.infer<typeof visitEntrySchema>;

export const printEntrySchema = z.object({
  ticket: ticketIdSchema,
  at: z.enum(['queued', 'sending', 'printed', 'failed', 'uncertain']),
  reason: z.string().nullable(),
});
export type PrintEntry = z.infer<typeof printEntrySchema>;

/**
 * A call for staff as the citizen sees it. `sending`: the hub has not confirmed it yet · `told`: it rings at the counters ·
 * `coming`: somebody said so · `unreached`: nobody can be told from here now.
 */
export type OwnHelp = { help: string; at: 'sending' | 'told' | 'coming' | 'unreached'; calledAt: number };

/** Entries of `GET /api/live` at the kiosk's own door. Keys: `hall`, `links`, `help`, `visit`, `reader`, `printer`, `queue:<id>`, `print:<ticket>`. */
export type KioskEntries = {
  hall: {
    name: z.infer<typeof textSchema>;
    openCounters: number;
    demonstration: boolean;
    diagonalInch: number;
    screenBottomMm: number;
  };
  /** What a citizen may choose besides the queue. */
  calling: { mostMatters: number; classes: readonly Pick<PriorityClass, 'id' | 'name' | 'reason'>[] };
  links: { hub: 'up' | 'down' };
  visit: VisitEntry;
  reader: DeviceEntry;
  printer: DeviceEntry;
  /** The call for staff of this kiosk; missing = none. */
  help: OwnHelp | null;
  /** Missing = the hall takes no appointments. */
  appointments?: AppointmentsEntry;
  [queue: `queue:${string}`]: KioskQueueEntry;
  [print: `print:${string}`]: PrintEntry;
};

export const counterTicketSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  queue: queueIdSchema,
  queueName: textSchema,
  at: z.enum(['issued', 'waiting', 'called', 'serving', 'held']),
  language: languageSchema,
  issuedAt: z.number().int(),
  recalls: z.number().int(),
  print: z.enum(['printed', 'failed', 'uncertain']).nullable(),
  /** Why it was called, in Chinese; of a held one the reason, a word of {@link holdReasons}. */
  why: z.string().nullable(),
  /** Why it was called, for the language of the page; null when it was not, or by an older program. */
  because: z.array(callReasonSchema).nullable(),
  /** Matters still to be done after this one. */
  also: z.array(z.object({ queue: queueIdSchema, name: textSchema })),
  class: classIdSchema.nullable(),
  /** What the counter before wrote for this one. */
  note: z.string().nullable(),
  /** What a clerk wrote on the ticket; stays with it. */
  remark: z.string().nullable(),
  /** The slot of the appointment it was checked in for, UTC epoch ms. */
  appointmentAt: z.number().int().nullable(),
});
export type CounterTicket = z.infer<typeof counterTicketSchema>;

/** Somebody at a kiosk asks for staff. No word about the person: which kiosk, which screen, since when, who goes. */
export const helpEntrySchema = z.object({
  help: z.uuid(),
  kiosk: deviceIdSchema,
  screen: z.string(),
  at: z.enum(['called', 'coming', 'ended']),
  calledAt: z.number().int(),
  clerk: accountIdSchema.nullable(),
  counter: counterIdSchema.nullable(),
});
export type HelpEntry = z.infer<typeof helpEntrySchema>;

/** A device of a kiosk that does not work; device `line` is the kiosk itself. `seenBy`: who looks after it. */
export type DeviceAlert = {
  kiosk: z.infer<typeof deviceIdSchema>;
  device: string;
  state: string;
  since: number;
  seenBy: z.infer<typeof accountIdSchema> | null;
};

/** A counter a ticket can be passed on to, with the queues it serves. */
export type Colleague = {
  id: z.infer<typeof counterIdSchema>;
  number: number;
  at: 'closed' | 'open' | 'paused';
  queues: readonly z.infer<typeof queueIdSchema>[];
};

/** Entries of `GET /api/live?view=counter&counter=ID` (clerk). Keys: `counter`, `current`, `targets`, `colleagues`, `queue:<id>`, `waiting:<ticket>`, `held:<ticket>`, `help:<id>`, `device:<kiosk> <device>`. */
export type CounterEntries = {
  counter: { id: string; number: number; at: 'closed' | 'open' | 'paused'; clerk: string | null };
  current: CounterTicket | null;
  /** Queues a ticket can be passed on to: all of the hall. */
  targets: readonly (Pick<QueueEntry, 'id' | 'letter' | 'name'> & { takesAppointments: boolean })[];
  /** Priority classes a clerk may give, and what reasons name. */
  calling: {
    classes: readonly Pick<PriorityClass, 'id' | 'name' | 'reason'>[];
    skills: readonly { id: string; name: z.infer<typeof textSchema> }[];
  };
  /** The other counters of the hall. */
  colleagues: readonly Colleague[];
  [help: `help:${string}`]: HelpEntry;
  [device: `device:${string}`]: DeviceAlert;
  [queue: `queue:${string}`]: QueueEntry;
  [held: `held:${string}`]: CounterTicket;
  [waiting: `waiting:${string}`]: CounterTicket;
};

/** A ticket that was finished today and has no rating yet; the code is the six digits on its slip. */
export const finishedTicketSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  counter: z.number().int(),
  endedAt: z.number().int(),
  code: z.string(),
});
export type FinishedTicket = z.infer<typeof finishedTicketSchema>;

/**
 * Entries of `GET /api/live?view=kiosk` (device): what a kiosk keeps for the time when the hub is gone. Keys: `setup`,
 * `personKey` (the hall's key of the day, base64url), `slipKey` (signs slips), `openCounters` (how many), `waiting:<queue>` (how many),
 * `left:<queue>` (numbers left today, where a quota is set), `slot:<queue>` (the same for the slot that ends at `to`),
 * `wait:<queue>`, `finished:<ticket>` (so that rating works without the hub too).
 */
export type HubEntries = {
  setup: z.infer<typeof hallSetupSchema>;
  openCounters: number;
  slipKey: string;
  /** Where the hubs of the hall answer machines, the leading one first. */
  hubs: readonly string[];
  personKey: { bday: z.infer<typeof businessDaySchema>; key: string };
  [waiting: `waiting:${string}`]: number;
  [left: `left:${string}`]: number;
  [slot: `slot:${string}`]: { to: string; left: number };
  [wait: `wait:${string}`]: WaitingEstimate;
  [finished: `finished:${string}`]: FinishedTicket;
  /** Calls for staff of all kiosks. */
  [help: `help:${string}`]: HelpEntry;
  /** Today's appointments, and the key of the keyed hashes of their persons, base64. */
  appointmentKey: string;
  [appointment: `appointment:${string}`]: StationAppointment;
};

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
