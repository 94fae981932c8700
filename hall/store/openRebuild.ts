import type { WallClock } from '../log/sources.ts';
import { createTransact } from './database.ts';
import { createEventLog } from './eventLog.ts';
import type { Result } from './hallStore.ts';
import { allMigrations } from './migrations/allMigrations.ts';
import { openDatabase, type OpenFailure } from './openDatabase.ts';
import { createProjections } from './projections.ts';
import { type Rebuilt, rebuildProjections } from './rebuildProjections.ts';

/** Rebuilds the derived tables of a database that no process has open; a running hall is refused with `in_use`. */
export function openRebuild(options: {
  databasePath: string;
  nativeBinding: string | null;
  clock: WallClock;
}): Result<Rebuilt, OpenFailure> {
  const { databasePath, nativeBinding, clock } = options;
  const opened = openDatabase({ databasePath, nativeBinding, clock, migrations: allMigrations });
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const parts = { transact: createTransact(db), log: createEventLog(db), projections: createProjections(db) };
    return { ok: true, value: rebuildProjections(parts) };
  } finally {
    db.close();
  }
}
