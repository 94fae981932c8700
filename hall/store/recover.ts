import { existsSync, rmSync } from 'node:fs';
import type { BusinessDay } from '../domain/businessDay.ts';
import { ticketIdSchema } from '../domain/ids.ts';
import { formatLabel } from '../domain/label.ts';
import type { Author } from '../log/eventWriter.ts';
import { uuidv7 } from '../log/uuidv7.ts';
import { witnessRecordOf } from './issue.ts';
import { printEventOf } from './printJobs.ts';
import type { Session, StoreRole, Writing } from './session.ts';
import type { Witness } from './witness.ts';
import { numberOf, type WitnessRecord } from './witnessRecord.ts';

/** A file of this name beside the database says that it was restored from a copy. */
export function restoreMarkerPath(databasePath: string): string {
  return `${databasePath}.restored`;
}

/** A queued job that is older was given up on by the citizen long ago; it is not printed by surprise. */
const queuedJobLifeMs = 20_000;

export type Recovered = {
  /** Tickets that the database had lost and the witness gave back. */
  putBack: readonly WitnessRecord[];
  /** Why the shared series was given up for the day; null = it goes on. */
  gaveUpShared: string | null;
};

type RecoverOptions = {
  session: Session;
  witness: Witness;
  author: Author;
  role: StoreRole;
  /** This machine takes the place of one that has given numbers already, maybe today. */
  isReplacement: boolean;
};

/** Why a hub may not go on with the shared series today: what is on file cannot be the whole of what was given away. */
function reasonToGiveUp(
  { session, witness, isReplacement }: RecoverOptions,
  { bday, wasEmpty }: { bday: BusinessDay; wasEmpty: boolean },
): string | null {
  // Nothing on file is what a new hall looks like, and one that has lost both disks: only the caller can tell them apart.
  if (!witness.exists()) return !wasEmpty ? 'witness_missing' : isReplacement ? 'hub_replaced' : null;
  const createdAt = session.facts.createdAt();
  const older = witness.records().some(r => r.series === 'shared' && r.bday === bday && r.issuedAt < createdAt);
  if (older) return 'database_missing';
  // The numbers of one transaction may be committed and not yet witnessed when the power goes; nobody has seen them.
  const unwitnessed = session.series.ofDay(bday).filter(n => n.series === 'shared' && !witness.holds(n.ticket));
  const moments = new Set(unwitnessed.map(({ ticket }) => session.projections.ticket(ticket)?.facts.issued?.issuedAt));
  return moments.size > 1 ? 'witness_older' : null;
}

function putTicketBack({ session, author, role }: RecoverOptions, record: WitnessRecord, writing: Writing) {
  const { bday, series, letter, ordinal, ticket, requestId, queue, language, priority, issuedAt, hlc, code } = record;
  session.series.putBack({ bday, series, letter, ordinal, ticket, requestId });
  // Its own event may have come back from another machine before.
  if ((session.projections.ticket(ticket)?.facts.issued ?? null) !== null) return;
  const number = numberOf(ordinal);
  const label = formatLabel({ letter, series, number });
  const body = { ticket, label, series, number, queue, issuedAt, priority, language, code, recovered: true };
  writing.record([{ type: 'ticket.issued', body }], { bday, hlc });
  // An own number was given because the hub's did not come in time; the word that voids that one may be lost as well.
  if (series !== 'shared' && requestId !== null) {
    const late = ticketIdSchema.parse(requestId);
    writing.record([{ type: 'number.voided', body: { ticket: late, reason: 'late_answer' } }], { bday, hlc });
  }
  if (role !== 'kiosk' || bday !== writing.bday) return;
  // Whoever took it may have seen it or hold it: it must be callable, and a person decides about the paper.
  const job = {
    job: uuidv7({ epochMs: writing.nowMs, random: author.random }),
    ticket,
    at: 'uncertain',
    reason: 'recovered',
    reprint: false,
    createdAt: issuedAt,
  } as const;
  session.printJobs.add(job);
  const event = printEventOf(job, 'uncertain', 'recovered');
  if (event !== null) writing.record([event], null);
}

/**
 * Brings database and witness together after every opening: numbers the database has lost are put back and the counters
 * go on behind them; what the witness lacks is written there. A hub that cannot trust either gives up the shared series.
 */
export function recoverNumbers(options: RecoverOptions): Recovered {
  const { session, witness, role } = options;
  const wasEmpty = session.series.isEmpty();
  const { value } = session.write(writing => {
    session.facts.settle(writing.nowMs);
    const reason = role === 'hub' ? reasonToGiveUp(options, { bday: writing.bday, wasEmpty }) : null;
    if (reason !== null) session.series.giveUpShared(writing.bday, reason);
    const putBack = witness.records().filter(({ ticket }) => session.series.byTicket(ticket) === null);
    for (const record of putBack) putTicketBack(options, record, writing);
    // Events of others may be gone as well; a new incarnation makes them send again.
    if (putBack.length > 0) session.facts.raiseIncarnation(writing.nowMs);
    for (const event of session.log.rereadUnknown(writing.nowMs)) session.projections.apply(event);
    return { putBack, gaveUpShared: reason };
  });
  const bday = session.days.current(options.author.clock());
  const numbers = [...session.series.ofDay(bday), ...session.series.lastOfOwnSeries()];
  const missing = new Set(numbers.map(({ ticket }) => ticket).filter(ticket => !witness.holds(ticket)));
  const records = [...missing].map(ticket => witnessRecordOf(session, ticket)).filter(record => record !== null);
  if (records.length > 0) witness.append(records);
  return value;
}

/**
 * After a start: what was on its way to the printer is uncertain, what waited too long is over. Both become events.
 * @returns whether a job was on its way, so that half a slip may hang in the printer
 */
export function recoverPrintJobs(session: Session): boolean {
  const jobs = session.printJobs.open();
  if (jobs.length === 0) return false;
  session.write(({ nowMs, record }) => {
    for (const job of jobs) {
      const outdated = nowMs - job.createdAt > queuedJobLifeMs || job.createdAt > nowMs;
      if (job.at === 'queued' && !outdated) continue;
      const at = job.at === 'sending' ? 'uncertain' : 'failed';
      session.printJobs.set(job.job, at, 'restarted');
      const event = printEventOf(job, at, 'restarted');
      if (event !== null) record([event], null);
    }
  });
  return jobs.some(job => job.at === 'sending');
}

/** Raises the incarnation when an operator has marked the database as restored. */
export function honourRestoreMarker(session: Session, databasePath: string) {
  const marker = restoreMarkerPath(databasePath);
  if (!existsSync(marker)) return;
  session.write(({ nowMs }) => session.facts.raiseIncarnation(nowMs));
  rmSync(marker);
}
