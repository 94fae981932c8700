import type { Migration } from './migration.ts';

export const setupRevisions: Migration = {
  version: 5,
  name: 'setup-revisions',
  sql: `
CREATE TABLE setup_revisions (
  revision INTEGER NOT NULL PRIMARY KEY CHECK (revision >= 0),
  saved_at INTEGER NOT NULL,
  account TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('first', 'edit', 'import', 'restore', 'file')),
  setup TEXT NOT NULL CHECK (json_valid(setup))
) STRICT;
`,
};
