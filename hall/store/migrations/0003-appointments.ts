import type { Migration } from './migration.ts';

/** `appointments` and `appointment_places` are derived from the log; the primary key of the second is what keeps a place from being given twice. */
export const appointmentTables: Migration = {
  version: 3,
  name: 'appointments',
  sql: `
CREATE TABLE appointments (
  appointment TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  queue TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  place INTEGER NOT NULL,
  code TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_by_start ON appointments (starts_at, appointment);
CREATE INDEX appointments_by_state ON appointments (at, starts_at);
CREATE INDEX appointments_by_code ON appointments (code);
CREATE INDEX appointments_by_place ON appointments (queue, starts_at, place);

CREATE TABLE appointment_places (
  queue TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 1),
  appointment TEXT NOT NULL UNIQUE,
  PRIMARY KEY (queue, starts_at, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_persons (
  appointment TEXT NOT NULL PRIMARY KEY,
  person_key BLOB NOT NULL,
  masked_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_persons_by_key ON appointment_persons (person_key);
`,
};
