import type { Migration } from './migration.ts';

export const hubTerms: Migration = {
  version: 8,
  name: 'hub-terms',
  sql: `
CREATE TABLE hub_terms (
  term_hub TEXT NOT NULL PRIMARY KEY,
  hub TEXT NOT NULL,
  term INTEGER NOT NULL CHECK (term >= 1),
  mark TEXT NOT NULL,
  shared_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
