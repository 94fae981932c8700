import type { BusinessDay } from '../domain/businessDay.ts';
import { type EventDraft, type Hlc, hlcSchema, type KnownEvent } from '../domain/event.ts';
import { compareHlc } from '../domain/ticket.ts';
import { type Author, beginStream, writeEvents, type WriterState } from '../log/eventWriter.ts';
import { absorbHlc, zeroHlc } from '../log/hybridClock.ts';
import { type AppointmentTables, createAppointmentTables } from './appointmentTables.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { type AnsweredRequests, createAnsweredRequests } from './answeredRequests.ts';
import { type AuditLog, createAuditLog } from './auditLog.ts';
import { type AdoptedNumbers, createAdoptedNumbers } from './adoptedNumbers.ts';
import { type BusinessDays, createBusinessDays } from './businessDays.ts';
import { type Calls, createCalls } from './calls.ts';
import { createTransact, type Database } from './database.ts';
import { createDevices, type Devices } from './devices.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createEnrolmentCodes, type EnrolmentCodes } from './enrolmentCodes.ts';
import { createEventLog, type EventLog } from './eventLog.ts';
import { createNumberSeries, type NumberSeries } from './numberSeries.ts';
import { createPeers, type Peers } from './peers.ts';
import { createPrintJobs, type PrintJobs } from './printJobs.ts';
import { createProjections, type Projections } from './projections.ts';
import { createPersons, type Persons } from './persons.ts';
import { createSetupRevisions, type SetupRevisions } from './setupRevisions.ts';
import { createStoreFacts, type StoreFacts } from './storeFacts.ts';

/** `hub` opens the days of the hall; `kiosk` owns a series of its own. */
export type StoreRole = 'hub' | 'kiosk';

/** What a write may do besides its own statements. */
export type Writing = {
  bday: BusinessDay;
  nowMs: number;
  /** Appends own events. With `as` they keep the day and the reading they had when they first happened. */
  record: (drafts: readonly EventDraft[], as: { bday: BusinessDay; hlc: Hlc } | null) => readonly KnownEvent[];
  /** Notes an event that came from elsewhere and was stored by the caller. */
  arrived: (event: KnownEvent) => void;
  /** The own clock has seen this reading. */
  absorb: (hlc: Hlc) => void;
};

/** One open connection with its prepared statements and its own stream. Thrown away after every storage fault. */
export type Session = {
  readonly log: EventLog;
  readonly projections: Projections;
  readonly appointments: AppointmentTables;
  readonly adopted: AdoptedNumbers;
  readonly answered: AnsweredRequests;
  readonly persons: Persons;
  readonly printJobs: PrintJobs;
  readonly series: NumberSeries;
  readonly days: BusinessDays;
  readonly documents: Documents;
  readonly setupRevisions: SetupRevisions;
  readonly peers: Peers;
  readonly accounts: Accounts;
  readonly audit: AuditLog;
  readonly calls: Calls;
  readonly devices: Devices;
  readonly enrolmentCodes: EnrolmentCodes;
  readonly facts: StoreFacts;
  /** Stream this process writes; nobody else may continue it. */
  ownStream(): string;
  /** One transaction. Returns what it brought, in order; own stream and clock only move when COMMIT did. */
  write<T>(work: (writing: Writing) => T): { value: T; events: readonly KnownEvent[] };
  checkpoint(): void;
  close(): void;
};

/** Builds a session on a connection. Begins a new stream. */
export function createSession(db: Database, { author, role }: { author: Author; role: StoreRole }): Session {
  const transact = createTransact(db);
  const log = createEventLog(db);
  const projections = createProjections(db);
  const days = createBusinessDays(db, author.random);
  let writer = beginStream(author, latestHlc(log, author.clock()));

  function write<T>(work: (writing: Writing) => T): { value: T; events: readonly KnownEvent[] } {
    const events: KnownEvent[] = [];
    let staged: WriterState = writer;
    const value = transact(() => {
      const nowMs = author.clock();
      const { bday, opened } = days.roll(nowMs);
      const record: Writing['record'] = (drafts, as) => {
        const request = { state: staged, drafts, bday: as?.bday ?? bday, hlc: as?.hlc ?? null };
        const written = writeEvents(author, request);
        for (const { event, hash } of written.lines) {
          log.insert({ event, hash, reading: 'known' }, nowMs);
          projections.apply(event);
          events.push(event);
        }
        staged = written.state;
        log.advance({ stream: staged.stream, hwm: staged.lastSeq, lastHash: staged.lastHash });
        return written.lines.map(line => line.event);
      };
      const absorb = (remote: Hlc) => {
        staged = { ...staged, hlc: absorbHlc({ last: staged.hlc, remote, nowMs }) };
      };
      if (opened && role === 'hub') record([{ type: 'day.opened', body: { bday } }], null);
      return work({ bday, nowMs, record, arrived: event => void events.push(event), absorb });
    });
    writer = staged;
    return { value, events };
  }

  return {
    log,
    projections,
    appointments: createAppointmentTables(db),
    adopted: createAdoptedNumbers(db),
    answered: createAnsweredRequests(db),
    persons: createPersons(db),
    printJobs: createPrintJobs(db),
    series: createNumberSeries(db),
    days,
    documents: createDocuments(db),
    setupRevisions: createSetupRevisions(db),
    peers: createPeers(db),
    accounts: createAccounts(db),
    audit: createAuditLog(db),
    calls: createCalls(db),
    devices: createDevices(db),
    enrolmentCodes: createEnrolmentCodes(db),
    facts: createStoreFacts(db),
    ownStream: () => writer.stream,
    write,
    checkpoint: () => void db.pragma('wal_checkpoint(TRUNCATE)'),
    close() {
      if (!db.open) return;
      try {
        db.pragma('optimize');
      } finally {
        db.close();
      }
    },
  };
}

/** The own clock goes on after the latest reading on file, unless that one lies too far in the future. */
function latestHlc(log: EventLog, nowMs: number): Hlc {
  const readings = log.lastHlcs().map(text => hlcSchema.parse(text));
  const latest = readings.reduce((a, b) => (compareHlc(a, b) >= 0 ? a : b), zeroHlc);
  return absorbHlc({ last: zeroHlc, remote: latest, nowMs });
}
