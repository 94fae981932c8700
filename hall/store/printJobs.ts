import type { EventDraft } from '../domain/event.ts';
import type { TicketId } from '../domain/ids.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';
import type { PrintJob, PrintJobAt } from './hallStore.ts';

export type PrintJobs = {
  add(job: PrintJob): void;
  set(job: string, at: PrintJobAt, reason: string | null): void;
  find(job: string): PrintJob | null;
  open(): readonly PrintJob[];
};

const columns = 'job, ticket, at, reason, reprint, created_at';

function jobOf(row: Row): PrintJob {
  const reason = textOf(row, 'reason');
  return {
    job: textOf(row, 'job'),
    ticket: textOf(row, 'ticket') as TicketId,
    at: textOf(row, 'at') as PrintJobAt,
    reason: reason === '' ? null : reason,
    reprint: row['reprint'] === 1,
    createdAt: integerOf(row, 'created_at'),
  };
}

/** Prepares the statements of one connection. */
export function createPrintJobs(db: Database): PrintJobs {
  const add = db.prepare(`INSERT INTO print_jobs (${columns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const set = db.prepare('UPDATE print_jobs SET at = ?, reason = ? WHERE job = ?');
  const find = db.prepare<[string], Row>(`SELECT ${columns} FROM print_jobs WHERE job = ?`);
  const open = db.prepare<[], Row>(
    `SELECT ${columns} FROM print_jobs WHERE at IN ('queued', 'sending') ORDER BY created_at, job`,
  );
  return {
    add: ({ job, ticket, at, reason, reprint, createdAt }) =>
      void add.run(job, ticket, at, reason ?? '', reprint ? 1 : 0, createdAt),
    set: (job, at, reason) => void set.run(at, reason ?? '', job),
    find(job) {
      const row = find.get(job);
      return row === undefined ? null : jobOf(row);
    },
    open: () => open.all().map(jobOf),
  };
}

/** The event that a change of a print job is for everybody else; null = nobody else needs to know. */
export function printEventOf(job: PrintJob, at: PrintJobAt, reason: string | null): EventDraft | null {
  const body = { ticket: job.ticket, job: job.job };
  const why = (reason ?? '').slice(0, 64);
  switch (at) {
    case 'printed':
      return job.reprint ? { type: 'ticket.reprinted', body } : { type: 'ticket.printed', body };
    case 'failed':
      return { type: 'ticket.print_failed', body: { ...body, reason: why } };
    case 'uncertain':
      return { type: 'ticket.print_uncertain', body: { ...body, reason: why } };
    default:
      return null;
  }
}
