import type BetterSqlite3 from 'better-sqlite3';
import { isStorageError, StorageFault } from './storageFault.ts';

/** A connection made by `openDatabase`: WAL, synchronous=FULL and read back, the only one of its file. */
export type Database = BetterSqlite3.Database;

/** A column value as it comes out of a statement. */
export type Column = string | number | bigint | Uint8Array | null;
export type Row = Record<string, Column>;

/** Runs `work` between BEGIN IMMEDIATE and COMMIT. Throws {@link StorageFault} when the disk refuses; other errors roll back and pass through. */
export type Transact = <T>(work: () => T) => T;

/** Prepares the transaction frame of one connection. */
export function createTransact(db: Database): Transact {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return work => {
    let value: ReturnType<typeof work>;
    try {
      begin.run();
      value = work();
    } catch (error) {
      if (db.inTransaction) rollbackQuietly(() => rollback.run());
      if (isStorageError(error)) throw new StorageFault(error.message, 'not_committed');
      throw error;
    }
    try {
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollbackQuietly(() => rollback.run());
      throw new StorageFault(error instanceof Error ? error.message : String(error), 'unknown');
    }
    return value;
  };
}

/** A rollback that fails as well adds nothing: the connection is thrown away after every storage fault. */
function rollbackQuietly(rollback: () => void) {
  try {
    rollback();
  } catch {
    return;
  }
}

/** Text column of a row; a missing one is a bug in the statement. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`${column} is not text`);
  return value;
}

/** Integer column of a row; a missing one is a bug in the statement. */
export function integerOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`${column} is not an integer`);
  return value;
}

/** Blob column of a row; a missing one is a bug in the statement. */
export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`${column} is not a blob`);
  return value;
}
