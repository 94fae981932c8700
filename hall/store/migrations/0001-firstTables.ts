import type { Migration } from './migration.ts';

export const firstTables: Migration = {
  version: 1,
  name: 'first-tables',
  sql: `
CREATE TABLE store_facts (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  position INTEGER NOT NULL PRIMARY KEY,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  id TEXT NOT NULL,
  dev TEXT NOT NULL,
  hall INTEGER NOT NULL,
  hlc TEXT NOT NULL,
  bday TEXT NOT NULL,
  type TEXT NOT NULL,
  v INTEGER NOT NULL,
  prev TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  reading TEXT NOT NULL CHECK (reading IN ('known', 'unknown', 'poison')),
  stored_at INTEGER NOT NULL,
  UNIQUE (stream, seq)
) STRICT;
CREATE INDEX events_unknown ON events (position) WHERE reading = 'unknown';

CREATE TABLE streams (
  stream TEXT NOT NULL PRIMARY KEY,
  hwm INTEGER NOT NULL,
  last_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantined_events (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  raw_hash TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  PRIMARY KEY (stream, seq, raw_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream_forks (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE business_days (
  bday TEXT NOT NULL PRIMARY KEY,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day_keys (
  bday TEXT NOT NULL PRIMARY KEY,
  key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE given_up_days (
  bday TEXT NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE issued_numbers (
  series TEXT NOT NULL,
  letter TEXT NOT NULL,
  counter_day TEXT NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  bday TEXT NOT NULL,
  ticket TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL,
  PRIMARY KEY (series, letter, counter_day, ordinal)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX issued_numbers_request ON issued_numbers (request_id) WHERE request_id <> '';

CREATE TABLE adopted_numbers (
  request_id TEXT NOT NULL PRIMARY KEY,
  ticket TEXT NOT NULL UNIQUE,
  bday TEXT NOT NULL,
  number TEXT NOT NULL CHECK (json_valid(number))
) STRICT, WITHOUT ROWID;
CREATE INDEX adopted_numbers_by_day ON adopted_numbers (bday);

CREATE TABLE person_tickets (
  person_key BLOB NOT NULL,
  ticket TEXT NOT NULL,
  bday TEXT NOT NULL,
  PRIMARY KEY (person_key, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE print_jobs (
  job TEXT NOT NULL PRIMARY KEY,
  ticket TEXT NOT NULL,
  at TEXT NOT NULL CHECK (at IN ('queued', 'sending', 'printed', 'failed', 'uncertain')),
  reason TEXT NOT NULL,
  reprint INTEGER NOT NULL CHECK (reprint IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX print_jobs_open ON print_jobs (created_at) WHERE at IN ('queued', 'sending');

CREATE TABLE tickets (
  ticket TEXT NOT NULL PRIMARY KEY,
  bday TEXT NOT NULL,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_by_day ON tickets (bday, at);

CREATE TABLE ratings (
  ticket TEXT NOT NULL PRIMARY KEY,
  rating TEXT NOT NULL,
  hlc TEXT NOT NULL,
  dev TEXT NOT NULL,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
  counter TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL CHECK (at IN ('closed', 'open', 'paused')),
  clerk TEXT NOT NULL,
  hlc TEXT NOT NULL,
  dev TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE peers (
  peer TEXT NOT NULL PRIMARY KEY,
  incarnation INTEGER NOT NULL,
  hwm TEXT NOT NULL CHECK (json_valid(hwm))
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  account TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'editor')),
  pin_hash TEXT NOT NULL,
  must_change_pin INTEGER NOT NULL CHECK (must_change_pin IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  device TEXT NOT NULL PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
`,
};
