import { type HallSetup, hallSetupSchema } from '../domain/hallSetup.ts';
import { type AccountId, accountIdSchema } from '../domain/ids.ts';
import { type SetupOrigin, setupOrigins } from '../domain/setupOrigin.ts';
import { type Database, type Row, textOf } from './database.ts';

/** One accepted set-up of the hall. `account` is null when nobody was signed in: the first start, or an edited file. */
export type SetupRevision = { revision: number; savedAt: number; account: AccountId | null; how: SetupOrigin };

export type SetupRevisions = {
  /** The newest one; null before the first. */
  last(): SetupRevision | null;
  /** The newest ones first. */
  list(limit: number): readonly SetupRevision[];
  /** Its set-up; null when there is none of this number, or this program cannot read it. */
  setup(revision: number): HallSetup | null;
  add(revision: SetupRevision, setup: HallSetup): void;
};

function revisionOf(row: Row): SetupRevision {
  const account = textOf(row, 'account');
  const how = setupOrigins.find(origin => origin === row['how']) ?? 'first';
  return {
    revision: Number(row['revision']),
    savedAt: Number(row['saved_at']),
    account: account === '' ? null : accountIdSchema.parse(account),
    how,
  };
}

/** Prepares the statements of one connection. */
export function createSetupRevisions(db: Database): SetupRevisions {
  const columns = 'revision, saved_at, account, how';
  const newest = db.prepare<[number], Row>(`SELECT ${columns} FROM setup_revisions ORDER BY revision DESC LIMIT ?`);
  const get = db.prepare<[number], Row>('SELECT setup FROM setup_revisions WHERE revision = ?');
  const insert = db.prepare(
    'INSERT INTO setup_revisions (revision, saved_at, account, how, setup) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    last() {
      const row = newest.get(1);
      return row === undefined ? null : revisionOf(row);
    },
    list: limit => newest.all(limit).map(revisionOf),
    setup(revision) {
      const row = get.get(revision);
      return row === undefined ? null : (hallSetupSchema.safeParse(JSON.parse(textOf(row, 'setup'))).data ?? null);
    },
    add: ({ revision, savedAt, account, how }, setup) =>
      void insert.run(revision, savedAt, account ?? '', how, JSON.stringify(setup)),
  };
}
