import type { Migration } from './migration.ts';

/** Accounts that can be disabled, and the audit log. The triggers stop a slip of the program; the hashes show everything else. */
export const people: Migration = {
  version: 4,
  name: 'people',
  sql: `
ALTER TABLE accounts ADD COLUMN is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1));
ALTER TABLE accounts ADD COLUMN last_sign_in INTEGER NOT NULL DEFAULT 0;

CREATE TABLE audit_log (
  position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 1),
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  role TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL,
  outcome TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_log_keeps_rows BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_loses_none BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`,
};
