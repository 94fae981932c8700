import type { AuditEntry, AuditNote, AuditVerdict } from '../domain/audit.ts';
import type { WaitingTicket } from '../domain/callOrder.ts';
import type { BusinessDay } from '../domain/businessDay.ts';
import type { EventDraft, KnownEvent, Hlc } from '../domain/event.ts';
import type { HallSetup } from '../domain/hallSetup.ts';
import type { AccountId, CounterId, QueueId, RequestId, TicketId } from '../domain/ids.ts';
import type { DeviceFacts } from '../domain/deviceState.ts';
import type { HelpFacts } from '../domain/helpCall.ts';
import type { Label, Series } from '../domain/label.ts';
import type { Acknowledgement } from '../domain/syncApi.ts';
import type { Language } from '../domain/language.ts';
import type { TicketFacts } from '../domain/ticket.ts';
import type { SetupOrigin } from '../domain/setupOrigin.ts';
import type { HubTerm } from '../domain/hubTerm.ts';
import type { RegisteredDevice } from '../domain/enrolment.ts';
import type { EnrolmentCode } from './enrolmentCodes.ts';
import type { OutboxStore } from '../log/logStore.ts';
import type { AppointmentBook } from './appointmentBook.ts';
import type { Calls } from './calls.ts';
import type { AuditQuery } from './auditLog.ts';
import type { SetupRevision } from './setupRevisions.ts';

/** A number to be made durable. The same `ticket` asked again answers the first number again. */
export type IssueRequest = {
  ticket: TicketId;
  queue: QueueId;
  letter: string;
  series: Series;
  language: Language;
  priority: number;
  /** Page request and card of this kiosk; both null at the hub. The hash never leaves this database. */
  requestId: RequestId | null;
  personKey: Uint8Array | null;
};

export type IssuedNumber = {
  ticket: TicketId;
  label: Label;
  series: Series;
  number: number;
  queue: QueueId;
  issuedAt: number;
  code: string;
  hlc: Hlc;
};

/** `refused`: this ticket was voided or the shared series was given up for the day. `storage`: nothing may be shown. */
export type IssueFailure = { code: 'no_shared_series' | 'voided' | 'storage_failed'; message: string };

export type PrintJobAt = 'queued' | 'sending' | 'printed' | 'failed' | 'uncertain';
export type PrintJob = {
  job: string;
  ticket: TicketId;
  at: PrintJobAt;
  reason: string | null;
  reprint: boolean;
  createdAt: number;
};

export type TicketRow = { facts: TicketFacts; bday: BusinessDay };

export type CounterState = {
  counter: CounterId;
  at: 'closed' | 'open' | 'paused';
  clerk: AccountId | null;
  /** Since when, UTC epoch ms; null = nothing was ever heard of it. */
  since: number | null;
};

export type AccountRow = {
  account: AccountId;
  role: 'clerk' | 'supervisor' | 'editor';
  pinHash: string;
  mustChangePin: boolean;
  /** A disabled account keeps its name, so that nobody else can be mistaken for it; it cannot sign in. */
  isDisabled: boolean;
  /** UTC epoch ms; null = never. */
  lastSignInAt: number | null;
};

export type Result<T, F> = { ok: true; value: T } | { ok: false; failure: F };

/**
 * One SQLite file and its witness journal: the log, and everything derived from it. All verbs are synchronous; a verb
 * that returns has been flushed to disk. The only writer of its file (a second opener is refused).
 */
export type HallStore = {
  readonly outbox: OutboxStore;
  readonly appointments: AppointmentBook;

  /** Appends own events and their projections in one transaction, then tells the listeners. Throws only on storage faults. */
  append(drafts: readonly EventDraft[]): readonly KnownEvent[];
  /** As append, and notes in the same transaction that the order `request` was carried out. */
  appendFor(request: string, drafts: readonly EventDraft[]): readonly KnownEvent[];
  /** Whether that order was carried out today, also before a restart. */
  wasCarriedOut(request: string): boolean;
  /** Takes in events of other devices (idempotent); the answer counts committed rows only. */
  ingest(events: readonly unknown[]): Acknowledgement;
  highWaterMarks(streams: readonly string[]): Acknowledgement;
  /** Called after every commit with the known events it brought, in order. Returns the unsubscribe function. */
  onCommitted(listener: (events: readonly KnownEvent[]) => void): () => void;

  /** Allocates the next number of a series, commits, then writes the witness journal: two flushes, then it may be shown. */
  issue(request: IssueRequest): Result<IssuedNumber, IssueFailure>;
  /** The same for several requests with the same two flushes; answers in the order of the requests. All of them or none is durable. */
  issueTogether(requests: readonly IssueRequest[]): readonly Result<IssuedNumber, IssueFailure>[];
  /** Station: a number the hub has allocated becomes this kiosk's own promise (request, person, print job) – one flush. */
  adopt(request: {
    number: IssuedNumber;
    language: Language;
    priority: number;
    requestId: RequestId;
    personKey: Uint8Array | null;
  }): void;
  /** Station: tells today's adopted numbers in its own log, because the hub that gave them may have died with its own. */
  retellAdopted(): void;
  /** Station: the number of another kiosk that a citizen was shown instead of a second one, so that it can be printed again. */
  keepHeld(request: { number: IssuedNumber; requestId: RequestId; personKey: Uint8Array }): void;
  /** Station: numbers of the hub this kiosk has promised today. */
  adoptedToday(): readonly IssuedNumber[];
  /** Hub: no shared number is given before the next day. */
  giveUpShared(reason: string): void;
  /** The number this page request already has, whatever happened in between; null = none. */
  findByRequest(requestId: RequestId): IssuedNumber | null;

  ticket(ticket: TicketId): TicketRow | null;
  ticketsOfDay(bday: BusinessDay): readonly TicketRow[];
  ticketsByCode(bday: BusinessDay, code: string): readonly TicketRow[];
  ticketsByPerson(personKey: Uint8Array): readonly TicketRow[];
  /** Tickets that may be called: state `waiting`, of today. */
  waiting(bday: BusinessDay): readonly WaitingTicket[];
  /** The open ticket a person has in a queue today; null = none. */
  heldBy(person: { personKey: Uint8Array; queue: QueueId }): IssuedNumber | null;
  hasRating(ticket: TicketId): boolean;

  /**
   * Print jobs (station only). `issue` with a request id and `adopt` queue the first one themselves. `sending` is
   * committed before the first byte leaves; `printed`, `failed` and `uncertain` write their event in the same transaction.
   */
  createPrintJob(job: { job: string; ticket: TicketId; reprint: boolean }): void;
  setPrintJob(job: string, at: PrintJobAt, reason: string | null): void;
  printJob(job: string): PrintJob | null;
  openPrintJobs(): readonly PrintJob[];
  /** The last run ended while a job was on its way: half a slip may hang in the printer. */
  readonly wasPrinting: boolean;

  counters(): readonly CounterState[];
  /** Counters that serve other queues than in the set-up on that day. */
  assignments(bday: BusinessDay): ReadonlyMap<CounterId, readonly QueueId[]>;
  /** The last calls of a day, newest first; `counter` empty = of all. */
  lastCalls: Calls['last'];
  /** A call for staff; null = unknown. */
  help(help: string): HelpFacts | null;
  helpOfDay(bday: BusinessDay): readonly HelpFacts[];
  deviceStates(): readonly DeviceFacts[];

  /** Small documents that survive a restart: hall setup, device identity, last hub snapshot. Value is JSON. */
  readDocument(name: string): unknown;
  writeDocument(name: string, value: unknown): void;
  setup(): HallSetup | null;
  /** Makes a set-up the hall's own: document, history and event in one transaction. Returns its revision. */
  acceptSetup(request: { setup: HallSetup; account: AccountId | null; how: SetupOrigin }): SetupRevision;
  /** Accepted set-ups, the newest first; empty as long as the hall runs with what it was first given. */
  setupRevisions(limit: number): readonly SetupRevision[];
  setupOf(revision: number): HallSetup | null;

  accounts(): readonly AccountRow[];
  putAccount(account: AccountRow): void;
  /** Appends to the audit log and seals the line in the event log, in one transaction. */
  appendAudit(note: AuditNote): AuditEntry;
  readAudit(query: AuditQuery): readonly AuditEntry[];
  checkAudit(): AuditVerdict;
  deviceByToken(tokenHash: Uint8Array): string | null;
  putDevice(device: string, tokenHash: Uint8Array): void;
  /** Machines that were enrolled, in this order; revoked ones are among them. */
  registeredDevices(): readonly RegisteredDevice[];
  /** Terms in which hubs have led the hall, as far as the log has arrived. */
  hubTerms(): readonly HubTerm[];
  enrolmentCodes(): readonly EnrolmentCode[];
  putEnrolmentCode(code: EnrolmentCode): void;
  /** Uses a code up; false when somebody has done so before. */
  takeEnrolmentCode(key: Uint8Array): boolean;

  /** The running business day: it only goes forwards, whatever the clock does. */
  today(): BusinessDay;
  /** What stands for an ID number in this database, under the key of the running day. */
  personKey(idNumber: string): Uint8Array;
  /** The key of the running day; null before anything was written on it. */
  dayKey(): { bday: BusinessDay; key: Uint8Array } | null;
  /** Station: from now on the hall's key stands in place of this kiosk's own. False when the day is another one here. */
  takeDayKey(hall: { bday: BusinessDay; key: Uint8Array }): boolean;
  /** Whose the tickets of the running day are. */
  persons(): readonly { ticket: TicketId; personKey: Uint8Array }[];
  /** Hub: notes what kiosks say about theirs. */
  notePersons(persons: readonly { ticket: TicketId; personKey: Uint8Array }[]): void;

  /** Idle work: truncates the WAL so that a damaged one can hold little. */
  checkpoint(): void;
  close(): void;
};
