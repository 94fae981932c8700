import type { Migration } from './migration.ts';

/** Counters that serve other queues for a day. */
export const counterQueues: Migration = {
  version: 6,
  name: 'counter-queues',
  sql: `
CREATE TABLE counter_queues (
  counter TEXT NOT NULL PRIMARY KEY,
  bday TEXT NOT NULL,
  queues TEXT NOT NULL CHECK (json_valid(queues)),
  hlc TEXT NOT NULL,
  dev TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
