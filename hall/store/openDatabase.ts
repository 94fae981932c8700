import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Database } from './database.ts';
import type { Result } from './hallStore.ts';
import type { Migration } from './migrations/migration.ts';
import { migrate, type MigrateFailure } from './migrate.ts';
import { isStorageError } from './storageFault.ts';

/** Closed list; the runbook has a page for each. */
export type OpenFailure =
  | MigrateFailure
  | { code: 'addon_unsuitable' | 'in_use' | 'not_durable' | 'storage_failed'; message: string }
  /** The damaged file lies at `setAside`, nothing of it was deleted; opening again starts a new one. */
  | { code: 'corrupted'; message: string; setAside: string };

export type OpenDatabaseOptions = {
  databasePath: string;
  /** Path of the SQLite addon built for this runtime; null = `HALL_SQLITE_BINDING`, or the one that came with the package. */
  nativeBinding: string | null;
  clock: () => number;
  migrations: readonly Migration[];
};

const lockWaitMs = 1000;
/** "HALL" in the file header, so that `file` and a rescuer can tell what it is. */
const hallApplicationId = 0x48414c4c;

/** Path of the addon, or why there is none that this runtime can load without crashing. */
function chooseBinding(nativeBinding: string | null): Result<string | null, OpenFailure> {
  const binding = nativeBinding ?? process.env['HALL_SQLITE_BINDING'] ?? '';
  if (binding !== '') return { ok: true, value: binding };
  // The shipped addon needs Node-API 10; below that it does not fail, it kills the process without a word.
  if (Number(process.versions['napi'] ?? '0') >= 10) return { ok: true, value: null };
  const message = `Node-API ${process.versions['napi']} cannot load the shipped SQLite addon; set HALL_SQLITE_BINDING to the rebuilt one.`;
  return { ok: false, failure: { code: 'addon_unsuitable', message } };
}

/** Moves a damaged database and its journal out of the way. Never deletes: what is left in it may still be read by hand. */
export function setAside(databasePath: string, nowMs: number): string {
  const target = `${databasePath}.damaged-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['-wal', '-shm', ''])
    if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, target + suffix);
  const folder = openSync(dirname(resolve(databasePath)), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return target;
}

function pragma(db: Database, text: string): unknown {
  return db.pragma(text, { simple: true });
}

function configure(db: Database) {
  // Exclusive before the first touch: SQLite then keeps the WAL index in its own memory, and a second opener is refused.
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // 16 MB of journal: at SQLite's 4 MB every hundredth ticket waited for the pages of the others to be written back.
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('foreign_keys = ON');
  // A destroyed day key has to be gone from the pages as well.
  db.pragma('secure_delete = ON');
}

/** The addon is compiled so that WAL silently drops `synchronous` to NORMAL at the first write; so it is read after one. */
function isDurable(db: Database): boolean {
  db.exec('BEGIN IMMEDIATE');
  db.pragma(`application_id = ${hallApplicationId}`);
  db.exec('COMMIT');
  return pragma(db, 'synchronous') === 2 && pragma(db, 'journal_mode') === 'wal';
}

function failureOf(error: unknown, options: OpenDatabaseOptions): OpenFailure {
  if (!isStorageError(error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY'))
    return { code: 'in_use', message: `${options.databasePath} is open in another process; it has one writer only.` };
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    const aside = setAside(options.databasePath, options.clock());
    return { code: 'corrupted', message: `${options.databasePath} is damaged: ${error.message}`, setAside: aside };
  }
  return { code: 'storage_failed', message: `${options.databasePath}: ${error.message}` };
}

/** The only opener of every SQLite file. What it returns is migrated, checked, durable and locked for this process. */
export function openDatabase(options: OpenDatabaseOptions): Result<Database, OpenFailure> {
  const binding = chooseBinding(options.nativeBinding);
  if (!binding.ok) return binding;
  let db: Database | null = null;
  try {
    mkdirSync(dirname(resolve(options.databasePath)), { recursive: true });
    const native = binding.value === null ? {} : { nativeBinding: binding.value };
    db = new BetterSqlite3(options.databasePath, { timeout: lockWaitMs, ...native });
    configure(db);
    const check = String(pragma(db, 'quick_check(1)'));
    if (check !== 'ok') {
      db.close();
      const aside = setAside(options.databasePath, options.clock());
      const message = `${options.databasePath} is damaged: ${check}`;
      return { ok: false, failure: { code: 'corrupted', message, setAside: aside } };
    }
    const migrated = migrate(db, { databasePath: options.databasePath, migrations: options.migrations });
    if (!migrated.ok) {
      db.close();
      return migrated;
    }
    if (!isDurable(db)) {
      db.close();
      const message = `${options.databasePath} does not keep synchronous=FULL; numbers could be lost at a power cut.`;
      return { ok: false, failure: { code: 'not_durable', message } };
    }
    return { ok: true, value: db };
  } catch (error) {
    if (db?.open === true) db.close();
    return { ok: false, failure: failureOf(error, options) };
  }
}
