import { accountIdSchema } from '../domain/ids.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';
import type { AccountRow } from './hallStore.ts';

export type Accounts = { all(): readonly AccountRow[]; put(account: AccountRow): void };

/** Prepares the statements of one connection. */
export function createAccounts(db: Database): Accounts {
  const all = db.prepare<[], Row>(
    'SELECT account, role, pin_hash, must_change_pin, is_disabled, last_sign_in FROM accounts ORDER BY account',
  );
  const put = db.prepare(
    'INSERT INTO accounts (account, role, pin_hash, must_change_pin, is_disabled, last_sign_in) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role, pin_hash = excluded.pin_hash, must_change_pin = excluded.must_change_pin, is_disabled = excluded.is_disabled, last_sign_in = excluded.last_sign_in',
  );
  return {
    all: () =>
      all.all().map(row => ({
        account: accountIdSchema.parse(row['account']),
        role: textOf(row, 'role') as AccountRow['role'],
        pinHash: textOf(row, 'pin_hash'),
        mustChangePin: row['must_change_pin'] === 1,
        isDisabled: row['is_disabled'] === 1,
        // 0 in the table: never.
        lastSignInAt: integerOf(row, 'last_sign_in') || null,
      })),
    put({ account, role, pinHash, mustChangePin, isDisabled, lastSignInAt }) {
      put.run(account, role, pinHash, mustChangePin ? 1 : 0, isDisabled ? 1 : 0, lastSignInAt ?? 0);
    },
  };
}
