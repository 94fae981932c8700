import type { KnownEvent } from '../domain/event.ts';
import type { BusinessDay } from '../domain/businessDay.ts';
import { sharedOwnerOn } from '../domain/hubTerm.ts';
import type { DeviceId, RequestId, TicketId } from '../domain/ids.ts';
import { formatLabel, type Series } from '../domain/label.ts';
import type { Author } from '../log/eventWriter.ts';
import { uuidv7 } from '../log/uuidv7.ts';
import { heldNumber } from './heldNumber.ts';
import { numberOfTicket } from './numberOfTicket.ts';
import type { IssuedNumber, IssueFailure, IssueRequest, Result } from './hallStore.ts';
import type { Session, StoreRole, Writing } from './session.ts';
import { isStorageError, StorageFault } from './storageFault.ts';
import type { Witness } from './witness.ts';
import { numberOf, type WitnessRecord } from './witnessRecord.ts';

type IssueResult = Result<IssuedNumber, IssueFailure>;

export type IssueContext = {
  author: Author;
  role: StoreRole;
  witness: Witness;
  /** The open connection; opened again after a fault. Throws {@link StorageFault} when that fails too. */
  session(): Session;
  /** Throws the connection away after a fault. */
  discard(): void;
  committed(events: readonly KnownEvent[]): void;
};

/** Makes numbers durable: those asked for together with one flush of the database and one of the witness. */
export type Issuer = { issue(requests: readonly IssueRequest[]): readonly IssueResult[] };

/** What the witness has to hold of a ticket that is in the database; null when this database did not issue it. */
export function witnessRecordOf(session: Session, ticket: TicketId): WitnessRecord | null {
  const given = session.series.byTicket(ticket);
  const issued = session.projections.ticket(ticket)?.facts.issued ?? null;
  if (given === null || issued === null) return null;
  const { queue, language, priority, issuedAt, hlc, code } = issued;
  const { bday, series, letter, ordinal, requestId } = given;
  return { bday, series, letter, ordinal, ticket, requestId, queue, language, priority, issuedAt, hlc, code };
}

function sixDigits(random: Author['random']): string {
  const bytes = random(4);
  const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return String(value % 1_000_000).padStart(6, '0');
}

function failed(code: IssueFailure['code'], message: string): IssueResult {
  return { ok: false, failure: { code, message } };
}

/** The number a page request was promised, an own one or one of the hub; null = none. */
export function promisedNumber(session: Session, requestId: RequestId): IssuedNumber | null {
  const own = session.series.byRequest(requestId);
  if (own !== null) return numberOfTicket(session.projections.ticket(own.ticket));
  return session.adopted.byRequest(requestId)?.number ?? null;
}

/** The answer this request or ticket already has; null = none yet. */
function answeredBefore(session: Session, request: IssueRequest): IssueResult | null {
  const promised = request.requestId === null ? null : promisedNumber(session, request.requestId);
  if (promised !== null) return { ok: true, value: promised };
  const row = session.projections.ticket(request.ticket);
  if (row?.facts.claim?.at === 'voided') return failed('voided', `ticket ${request.ticket} was voided`);
  const number = numberOfTicket(row);
  if (number !== null) return { ok: true, value: number };
  // Only the hub knows whether an older number is still open; asked in the same turn as the allocation, so two kiosks get one.
  const held =
    request.series !== 'shared' || request.personKey === null
      ? null
      : heldNumber(session, { personKey: request.personKey, queue: request.queue });
  return held === null ? null : { ok: true, value: held };
}

/** What the citizen sees of a record. */
function answerOf(record: WitnessRecord): IssuedNumber {
  const { ticket, series, letter, ordinal, queue, issuedAt, code, hlc } = record;
  const number = numberOf(ordinal);
  return { ticket, label: formatLabel({ letter, series, number }), series, number, queue, issuedAt, code, hlc };
}

/** The shared series, or the own mark while the shared one is another hub's; null = neither. */
function seriesOfHub(session: Session, device: DeviceId, bday: BusinessDay): Series | null {
  const terms = session.projections.hubTerms();
  if (terms.length === 0 || sharedOwnerOn(terms, bday) === device) return 'shared';
  return terms.findLast(({ hub }) => hub === device)?.mark ?? null;
}

/** Takes the next number and writes its event, inside the transaction; null = the shared series has none to give. */
function writeNumber(
  { session, author, writing }: { session: Session; author: Author; writing: Writing },
  { ticket, queue, letter, series: wanted, language, priority, requestId }: IssueRequest,
): WitnessRecord | null {
  const { bday, nowMs: issuedAt } = writing;
  const series = wanted === 'shared' ? seriesOfHub(session, author.device, bday) : wanted;
  if (series === null) return null;
  const ordinal = session.series.take({ bday, series, letter, ticket, requestId });
  if (ordinal === null) return null;
  const number = numberOf(ordinal);
  const label = formatLabel({ letter, series, number });
  const code = sixDigits(author.random);
  const body = { ticket, label, series, number, queue, issuedAt, priority, language, code, recovered: false };
  const [event] = writing.record([{ type: 'ticket.issued', body }], null);
  if (event === undefined) throw new Error('an event was recorded and is not there');
  const { hlc } = event;
  return { bday, series, letter, ordinal, ticket, requestId, queue, language, priority, issuedAt, hlc, code };
}

/**
 * The steps of "issue a ticket" (reliability: storage and power): one transaction with counter, ticket, event, request
 * and print job; COMMIT; witness record; only then an answer. An error of COMMIT means "unknown": the connection is
 * opened again and the tickets looked up before anything is said, and the same requests are tried once more.
 */
export function createIssuer(context: IssueContext): Issuer {
  const { author, witness } = context;
  /** Committed, but not yet in the witness: nothing new is allocated before that is mended, so it is never more than one call's. */
  let pending: readonly WitnessRecord[] = [];

  function flushWitness() {
    const missing = pending.filter(({ ticket }) => !witness.holds(ticket));
    if (missing.length > 0) witness.append(missing);
    pending = [];
  }

  /** One request inside the transaction; a number it takes is added to `records`. */
  function allocate(open: { session: Session; writing: Writing; records: WitnessRecord[] }, request: IssueRequest) {
    const { session, writing, records } = open;
    // Read inside the transaction: the same request may stand twice in one call.
    const before = answeredBefore(session, request);
    if (before !== null) return before;
    if (request.series === 'shared' && context.role !== 'hub')
      return failed('no_shared_series', 'only the hub allocates the shared series');
    const record = writeNumber({ session, author, writing }, request);
    if (record === null) return failed('no_shared_series', `no shared series ${request.letter} today`);
    records.push(record);
    const { ticket, bday } = record;
    if (request.requestId !== null) {
      const job = uuidv7({ epochMs: writing.nowMs, random: author.random });
      session.printJobs.add({ job, ticket, at: 'queued', reason: null, reprint: false, createdAt: writing.nowMs });
    }
    if (request.personKey !== null) session.persons.add({ personKey: request.personKey, ticket, bday });
    return { ok: true, value: answerOf(record) } as const;
  }

  function attempt(requests: readonly IssueRequest[]): readonly IssueResult[] {
    const session = context.session();
    flushWitness();
    const records: WitnessRecord[] = [];
    const { value, events } = session.write(writing =>
      requests.map(request => allocate({ session, writing, records }, request)),
    );
    pending = records;
    try {
      flushWitness();
    } finally {
      context.committed(events);
    }
    return value;
  }

  /** After an unknown COMMIT the tickets may be there without their witness records. */
  function lookAgain(requests: readonly IssueRequest[]) {
    const session = context.session();
    const known = new Set(pending.map(({ ticket }) => ticket));
    const found = requests.flatMap(({ ticket }) => {
      const record = known.has(ticket) || witness.holds(ticket) ? null : witnessRecordOf(session, ticket);
      return record === null ? [] : [record];
    });
    pending = [...pending, ...found];
  }

  return {
    issue(requests) {
      let message = '';
      for (let tries = 0; tries < 2; tries += 1) {
        try {
          if (tries > 0) lookAgain(requests);
          return attempt(requests);
        } catch (error) {
          if (!(error instanceof StorageFault) && !isStorageError(error)) throw error;
          message = error.message;
          context.discard();
        }
      }
      return requests.map(() => failed('storage_failed', message));
    },
  };
}
