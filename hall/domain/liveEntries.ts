/* What the live streams hold: entries by key, for kiosks, counters and hubs. */
import { z } from 'zod';
import { businessDaySchema } from './businessDay.ts';
import type { StationAppointment } from './appointmentApi.ts';
import type { AppointmentsEntry } from './kioskAppointments.ts';
import { callReasonSchema } from './callReason.ts';
import { hallSetupSchema } from './hallSetup.ts';
import { accountIdSchema, counterIdSchema, deviceIdSchema, queueIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { classIdSchema, type PriorityClass } from './priorityClass.ts';
import { languageSchema, textSchema } from './text.ts';
import { type WaitingEstimate } from './waitingEstimate.ts';

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
