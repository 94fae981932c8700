import type { Migration } from './migration.ts';

export const manyKiosks: Migration = {
  version: 7,
  name: 'many-kiosks',
  sql: `
CREATE TABLE enrolled_devices (
  device TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  mark TEXT NOT NULL,
  enrolled_hlc TEXT NOT NULL,
  revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
  cloned INTEGER NOT NULL CHECK (cloned IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_codes (
  code_key BLOB NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
