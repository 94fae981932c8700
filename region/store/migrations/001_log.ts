/**
 * What halls sent. The event key holds the day because every unique key of a partitioned table must; that a
 * `(stream, seq)` exists once rests on `stream.hwm` and the lock on its row. Portable to Citus and YugabyteDB with `hall`
 * as the distribution column: no sequences, triggers, notifications, advisory locks. `flags`: 1 = of a newer program,
 * not projected yet; 2 = its clock was ahead; 4 = wrong against its schema, kept but never projected.
 */
export const log = `
CREATE TABLE hall (
  hall bigint PRIMARY KEY,
  name text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  last_seen timestamptz
);

CREATE TABLE stream (
  hall bigint NOT NULL,
  stream uuid NOT NULL,
  dev text NOT NULL,
  hwm bigint NOT NULL DEFAULT 0,
  last_hash text NOT NULL DEFAULT '',
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (hall, stream)
);

CREATE TABLE event (
  hall bigint NOT NULL,
  bday date NOT NULL,
  stream uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  hlc bigint NOT NULL,
  type text NOT NULL,
  v smallint NOT NULL,
  flags smallint NOT NULL,
  hash bytea NOT NULL,
  body jsonb NOT NULL,
  recv_at timestamptz NOT NULL,
  PRIMARY KEY (hall, bday, stream, seq)
) PARTITION BY RANGE (bday);

CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE INDEX event_deferred ON event (hall, stream, seq) WHERE (flags & 1) = 1;

CREATE TABLE quarantine (
  hall bigint NOT NULL,
  stream text NOT NULL,
  seq bigint NOT NULL,
  digest bytea NOT NULL,
  reason text NOT NULL,
  raw text NOT NULL,
  recv_at timestamptz NOT NULL,
  PRIMARY KEY (hall, stream, seq, digest)
);

CREATE TABLE fork (
  hall bigint NOT NULL,
  stream uuid NOT NULL,
  seq bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (hall, stream, seq)
);

CREATE TABLE incarnation (
  one smallint PRIMARY KEY CHECK (one = 1),
  value bigint NOT NULL,
  opened bigint NOT NULL
);
`;
