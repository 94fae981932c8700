import type { AuditVerdict } from '../domain/audit.ts';
import type { WallClock } from '../log/sources.ts';
import { createAuditLog } from './auditLog.ts';
import type { Result } from './hallStore.ts';
import { allMigrations } from './migrations/allMigrations.ts';
import { openDatabase, type OpenFailure } from './openDatabase.ts';

/** Checks the audit log of a database that no process has open; a running hub answers `GET /api/audit/check` instead. */
export function openAudit(options: {
  databasePath: string;
  nativeBinding: string | null;
  clock: WallClock;
}): Result<AuditVerdict, OpenFailure> {
  const opened = openDatabase({ ...options, migrations: allMigrations });
  if (!opened.ok) return opened;
  try {
    return { ok: true, value: createAuditLog(opened.value).check() };
  } finally {
    opened.value.close();
  }
}
