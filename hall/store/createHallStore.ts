import type { KnownEvent } from '../domain/event.ts';
import type { TicketId } from '../domain/ids.ts';
import { type WaitingTicket, waitingTicketOf } from '../domain/callOrder.ts';
import type { Author } from '../log/eventWriter.ts';
import { createAppointmentBook } from './appointmentBook.ts';
import type { HallStore, TicketRow } from './hallStore.ts';
import { heldNumber } from './heldNumber.ts';
import { acceptSetup } from './acceptSetup.ts';
import { acknowledge, ingest } from './ingest.ts';
import { createIssuer, promisedNumber } from './issue.ts';
import { personKeyOf } from './personKey.ts';
import { printEventOf } from './printJobs.ts';
import { readTickets } from './readTickets.ts';
import type { Session, StoreRole, Writing } from './session.ts';
import { isStorageError, StorageFault } from './storageFault.ts';
import { uuidv7 } from '../log/uuidv7.ts';
import type { Witness } from './witness.ts';

export type HallStoreParts = {
  author: Author;
  role: StoreRole;
  witness: Witness;
  session: Session;
  wasPrinting: boolean;
  /** Opens the database again after a fault. Throws {@link StorageFault}. */
  reopen(): Session;
};

function waitingOf({ facts }: TicketRow): WaitingTicket[] {
  const waiting = facts.claim?.at === 'waiting' ? waitingTicketOf(facts) : null;
  return waiting === null ? [] : [waiting];
}

/** Puts the verbs of {@link HallStore} over a session that is replaced after every storage fault. */
export function createHallStore({
  author,
  role,
  witness,
  session: first,
  wasPrinting,
  reopen,
}: HallStoreParts): HallStore {
  const listeners = new Set<(events: readonly KnownEvent[]) => void>();
  let current: Session | null = first;
  let closed = false;

  function session(): Session {
    if (closed) throw new Error('the hall store is closed');
    current ??= reopen();
    return current;
  }
  function discard() {
    const broken = current;
    current = null;
    try {
      broken?.close();
    } catch (error) {
      // Nothing more can be learnt from a connection whose disk refuses; what counts is the fresh look after reopening.
      if (!isStorageError(error)) throw error;
    }
  }
  function committed(events: readonly KnownEvent[]) {
    if (events.length > 0) for (const listener of listeners) listener(events);
  }
  /** Runs a verb; a storage fault throws the connection away, so that the next verb begins on a fresh one. */
  function using<T>(work: (session: Session) => T): T {
    try {
      return work(session());
    } catch (error) {
      if (!(error instanceof StorageFault) && !isStorageError(error)) throw error;
      discard();
      throw error instanceof StorageFault ? error : new StorageFault(error.message, 'not_committed');
    }
  }
  function write<T>(work: (writing: Writing) => T): T {
    const { value, events } = using(open => open.write(work));
    committed(events);
    return value;
  }

  const issuer = createIssuer({ author, role, witness, session, discard, committed });
  const today = () => using(open => open.days.current(author.clock()));
  const tickets = (open: Session) => readTickets(open, author.device);

  return {
    outbox: {
      streamEnds: () => using(open => open.log.streamEnds()),
      readStream: request => using(open => open.log.readStream(request)),
      readPeer: peer => using(open => open.peers.read(peer)),
      writePeer: (peer, progress) => write(() => session().peers.write(peer, progress)),
    },
    appointments: createAppointmentBook({ session, using, write, random: author.random }),
    append: drafts => write(({ record }) => record(drafts, null)),
    appendFor: (request, drafts) =>
      write(({ record, bday }) => {
        session().answered.add(request, bday);
        return record(drafts, null);
      }),
    wasCarriedOut: request => using(open => open.answered.has(request)),
    ingest(batch) {
      const { ack, events } = using(open => ingest(open, batch));
      committed(events);
      return ack;
    },
    highWaterMarks: streams => using(open => acknowledge(open, streams)),
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    issue(request) {
      const [answer] = issuer.issue([request]);
      if (answer === undefined) throw new Error('a request was not answered');
      return answer;
    },
    issueTogether: requests => issuer.issue(requests),
    adopt({ number, language, priority, requestId, personKey }) {
      write(({ bday, nowMs, absorb }) => {
        const open = session();
        absorb(number.hlc);
        if (!open.adopted.add({ requestId, bday, number, wish: { language, priority } })) return;
        if (personKey !== null) open.persons.add({ personKey, ticket: number.ticket, bday });
        const job = uuidv7({ epochMs: nowMs, random: author.random });
        const createdAt = nowMs;
        open.printJobs.add({ job, ticket: number.ticket, at: 'queued', reason: null, reprint: false, createdAt });
      });
    },
    retellAdopted: () =>
      write(({ bday, record }) => {
        const open = session();
        for (const { number, wish } of open.adopted.ofDay(bday)) {
          const { hlc, ...told } = number;
          if (wish === null || open.projections.ticket(number.ticket)?.facts.issued != null) continue;
          // With the reading of the hub that gave it: the ticket stands where it stood.
          record([{ type: 'ticket.issued', body: { ...told, ...wish, recovered: true } }], { bday, hlc });
        }
      }),
    keepHeld: ({ number, requestId, personKey }) =>
      write(({ bday, absorb }) => {
        const open = session();
        absorb(number.hlc);
        open.adopted.add({ requestId, bday, number, wish: null });
        open.persons.add({ personKey, ticket: number.ticket, bday });
      }),
    adoptedToday: () =>
      using(open => open.adopted.ofDay(open.days.current(author.clock())).map(({ number }) => number)),
    giveUpShared: reason => write(({ bday }) => session().series.giveUpShared(bday, reason)),
    findByRequest: requestId => using(open => promisedNumber(open, requestId)),

    ticket: ticket => using(open => tickets(open).one(ticket)),
    ticketsOfDay: bday => using(open => tickets(open).ofDay(bday)),
    ticketsByCode: (bday, code) =>
      using(open =>
        tickets(open)
          .ofDay(bday)
          .filter(row => row.facts.issued?.code === code),
      ),
    ticketsByPerson: personKey =>
      using(open => {
        const rows = open.persons.tickets(personKey).map((ticket: TicketId) => tickets(open).one(ticket));
        return rows.filter(row => row !== null);
      }),
    waiting: bday => using(open => open.projections.waitingOfDay(bday).flatMap(waitingOf)),
    heldBy: person => using(open => heldNumber(open, person)),
    hasRating: ticket => using(open => open.projections.hasRating(ticket)),

    createPrintJob: ({ job, ticket, reprint }) =>
      write(({ nowMs }) =>
        session().printJobs.add({ job, ticket, at: 'queued', reason: null, reprint, createdAt: nowMs }),
      ),
    setPrintJob: (job, at, reason) =>
      write(({ record }) => {
        const open = session();
        const before = open.printJobs.find(job);
        if (before === null || (before.at === at && before.reason === reason)) return;
        open.printJobs.set(job, at, reason);
        const event = printEventOf(before, at, reason);
        if (event !== null) record([event], null);
      }),
    printJob: job => using(open => open.printJobs.find(job)),
    wasPrinting,
    openPrintJobs: () => using(open => open.printJobs.open()),

    counters: () => using(open => open.projections.counters()),
    assignments: bday => using(open => open.projections.assignments(bday)),
    lastCalls: request => using(open => open.calls.last(request)),
    help: help => using(open => open.projections.help(help)),
    helpOfDay: bday => using(open => open.projections.helpOfDay(bday)),
    deviceStates: () => using(open => open.projections.deviceStates()),
    readDocument: name => using(open => open.documents.read(name)),
    writeDocument: (name, value) => write(() => session().documents.write(name, value)),
    setup: () => using(open => open.documents.setup()),
    acceptSetup: request => write(writing => acceptSetup(session(), writing, request)),
    setupRevisions: limit => using(open => open.setupRevisions.list(limit)),
    setupOf: revision => using(open => open.setupRevisions.setup(revision)),
    accounts: () => using(open => open.accounts.all()),
    putAccount: account => write(() => session().accounts.put(account)),
    appendAudit: note =>
      write(({ record, nowMs }) => {
        const { entry, seal } = session().audit.append(note, nowMs);
        record([{ type: 'audit.sealed', body: seal }], null);
        return entry;
      }),
    readAudit: query => using(open => open.audit.read(query)),
    checkAudit: () => using(open => open.audit.check()),
    deviceByToken: tokenHash => using(open => open.devices.byToken(tokenHash)),
    putDevice: (device, tokenHash) => write(() => session().devices.put(device, tokenHash)),
    hubTerms: () => using(open => open.projections.hubTerms()),
    registeredDevices: () => using(open => open.projections.machines()),
    enrolmentCodes: () => using(open => open.enrolmentCodes.all()),
    putEnrolmentCode: code => write(() => session().enrolmentCodes.put(code)),
    takeEnrolmentCode: key => write(() => session().enrolmentCodes.take(key)),

    today,
    personKey: idNumber =>
      using(open => {
        const key = open.days.dayKey(open.days.current(author.clock()));
        if (key !== null) return personKeyOf(key, idNumber);
        const { value, events } = open.write(({ bday }) => open.days.dayKey(bday));
        committed(events);
        if (value === null) throw new Error('the day has no key');
        return personKeyOf(value, idNumber);
      }),
    dayKey: () =>
      using(open => {
        const bday = open.days.current(author.clock());
        const key = open.days.dayKey(bday);
        return key === null ? null : { bday, key };
      }),
    takeDayKey: hall =>
      write(({ bday }) => {
        if (bday !== hall.bday) return false;
        session().days.replaceKey(bday, hall.key);
        return true;
      }),
    persons: () => using(open => open.persons.all()),
    notePersons: persons =>
      write(({ bday }) => {
        for (const person of persons) session().persons.add({ ...person, bday });
      }),
    checkpoint: () => using(open => open.checkpoint()),
    close() {
      if (closed) return;
      discard();
      closed = true;
      witness.close();
    },
  };
}
