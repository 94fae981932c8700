import { DatabaseError, Pool, type PoolClient } from 'pg';
import type { PostgresAddress } from '../postgres.ts';

export type Database = Pool;
export type Connection = PoolClient;

/**
 * Opens the pool. `synchronous_commit` is set on every connection, because an acknowledgement that a power cut could take
 * back would lose events; the time-outs keep a stuck transaction from holding a stream for ever.
 */
export function openDatabase(address: PostgresAddress): Database {
  const pool = new Pool({
    ...address,
    max: 8,
    // Statements of one transaction that do not wait for each other are sent together: 4 round trips a batch, not 9.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    options: '-c synchronous_commit=on -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
  });
  // A connection that breaks, idle or at work, fails its statements and is replaced by the pool; without listeners of
  // their own both events would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', connection => connection.on('error', () => undefined));
  return pool;
}

const retriable = new Set(['40001', '40P01']);

/** Runs `work` in one transaction, again after a deadlock or a serialisation failure. Throws what PostgreSQL threw. */
export async function inTransaction<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const connection = await database.connect();
    let broken = false;
    try {
      const begun = connection.query('BEGIN');
      const worked = work(connection);
      await together([begun, worked]);
      const value = await worked;
      const end = await connection.query('COMMIT');
      // PostgreSQL answers ROLLBACK to the COMMIT of a failed transaction, without an error.
      if (end.command !== 'COMMIT') throw new Error('the transaction was rolled back');
      return value;
    } catch (error) {
      broken = !(await rolledBack(connection));
      if (attempt >= 5 || !retriable.has(sqlState(error) ?? '')) throw error;
    } finally {
      connection.release(broken);
    }
  }
}

/** Waits for all of them, then throws the first failure: nothing may still be on its way when the transaction ends. */
export async function together(steps: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(steps);
  const failure = outcomes.find(outcome => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function rolledBack(connection: Connection): Promise<boolean> {
  try {
    await connection.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

/** The five-sign SQLSTATE of an error of PostgreSQL, or null. */
export function sqlState(error: unknown): string | null {
  return error instanceof DatabaseError ? (error.code ?? null) : null;
}

/** True for an error that says "not now": connection lost or refused, server starting or stopping, time-out. */
export function isUnreachable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return /^(?:08|53|57|58)/.test(state);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^E(?:CONN|NOENT|PIPE|TIMEDOUT|AI_)/.test(code) || /timeout|connection|pool/i.test(error.message);
}
