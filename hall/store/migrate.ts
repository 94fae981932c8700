import { existsSync, rmSync } from 'node:fs';
import type { Result } from './hallStore.ts';
import type { Database } from './database.ts';
import type { Migration } from './migrations/migration.ts';

export type MigrateFailure = { code: 'newer_database'; message: string };

/** Version of the tables in a database file; 0 = a new one. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Where the copy is kept that is made before a migration from `version`. */
export function backupPath(databasePath: string, version: number): string {
  return `${databasePath}.before-v${version + 1}`;
}

/**
 * Brings the tables to the newest version: forward only, each step in one transaction, after a copy of the whole file.
 * A database written by a newer program is refused, because this one would not know what it damages.
 */
export function migrate(
  db: Database,
  { databasePath, migrations }: { databasePath: string; migrations: readonly Migration[] },
): Result<number, MigrateFailure> {
  const from = versionOf(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (from > newest) {
    const message = `${databasePath} has tables of version ${from}; this program knows up to ${newest}. Install the newer program again, or restore the backup made before the update.`;
    return { ok: false, failure: { code: 'newer_database', message } };
  }
  if (from > 0 && from < newest) {
    const copy = backupPath(databasePath, from);
    // A copy left by an attempt that died is not trusted; the database itself is untouched until the copy is complete.
    if (existsSync(copy)) rmSync(copy);
    db.prepare('VACUUM INTO ?').run(copy);
  }
  for (const migration of migrations.filter(({ version }) => version > from)) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
  return { ok: true, value: newest };
}
