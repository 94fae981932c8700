import { accountIdSchema } from '../domain/ids.ts';
import { type Database, type Row, textOf } from './database.ts';
import type { AccountRow } from './hallStore.ts';

export type Accounts = { all(): readonly AccountRow[]; put(account: AccountRow): void };

/** Prepares the statements of one connection. */
export function createAccounts(db: Database): Accounts {
  const all = db.prepare<[], Row>('SELECT account, role, pin_hash, must_change_pin FROM accounts ORDER BY account');
  const put = db.prepare(
    'INSERT INTO accounts (account, role, pin_hash, must_change_pin) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role, pin_hash = excluded.pin_hash, must_change_pin = excluded.must_change_pin',
  );
  return {
    all: () =>
      all.all().map(row => ({
        account: accountIdSchema.parse(row['account']),
        role: textOf(row, 'role') as AccountRow['role'],
        pinHash: textOf(row, 'pin_hash'),
        mustChangePin: row['must_change_pin'] === 1,
      })),
    put: ({ account, role, pinHash, mustChangePin }) => void put.run(account, role, pinHash, mustChangePin ? 1 : 0),
  };
}
