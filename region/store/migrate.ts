import { failed, type Result, success } from '../result.ts';
import { type Database, inTransaction } from './database.ts';
import { migrations } from './migrations/index.ts';

export type MigrateFailure = { code: 'newer_database'; message: string };

/** Brings the database up to this program's version, each step in one transaction. Two programs may do it at once. */
export async function migrate(database: Database): Promise<Result<{ version: number }, MigrateFailure>> {
  await database.query(
    'CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL)',
  );
  const found = await database.query<{ version: number | null }>('SELECT max(version) AS version FROM schema_version');
  const version = found.rows[0]?.version ?? 0;
  if (version > migrations.length)
    return failed({
      code: 'newer_database',
      message: `the database is of version ${version}, this program knows ${migrations.length}: install the newer program`,
    });
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    await inTransaction(database, async connection => {
      // The key makes a second program wait here until the first has committed the step, and then skip it.
      const claimed = await connection.query(
        'INSERT INTO schema_version (version, applied_at) VALUES ($1, now()) ON CONFLICT DO NOTHING',
        [index + 1],
      );
      if (claimed.rowCount === 1) await connection.query(sql);
    });
  }
  return success({ version: migrations.length });
}
