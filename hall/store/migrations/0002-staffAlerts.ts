import type { Migration } from './migration.ts';

/** Calls for staff, states of the kiosks' devices, and which orders of a counter were carried out already. */
export const staffAlerts: Migration = {
  version: 2,
  name: 'staff-alerts',
  sql: `
CREATE TABLE help_calls (
  help TEXT NOT NULL PRIMARY KEY,
  bday TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT, WITHOUT ROWID;
CREATE INDEX help_calls_by_day ON help_calls (bday);

CREATE TABLE device_states (
  name TEXT NOT NULL PRIMARY KEY,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT, WITHOUT ROWID;

CREATE TABLE answered_requests (
  request TEXT NOT NULL PRIMARY KEY,
  bday TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
