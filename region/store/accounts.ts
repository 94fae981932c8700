import type { Database } from './database.ts';
import { hashPin, hashToken, isPinOf, newPin, newToken } from './secrets.ts';

const sessionLifetimeMs = 12 * 60 * 60 * 1000;
const lockMs = 15 * 60 * 1000;
const wrongPinsAllowed = 5;

export const firstAccount = 'admin';

export type SignIn =
  | { is: 'signed_in'; token: string; mustChangePin: boolean }
  | { is: 'wrong_pin' }
  | { is: 'locked'; retryAfterSeconds: number };

export type SessionState = { account: string; mustChangePin: boolean };

/**
 * Makes the first account, or a new PIN for it as long as nobody has chosen one. Answers the PIN to print, or null when a
 * person's own PIN is in force.
 */
export async function firstSignInPin(database: Database): Promise<string | null> {
  const { rows } = await database.query<{ must_change_pin: boolean }>(
    'SELECT must_change_pin FROM account WHERE account = $1',
    [firstAccount],
  );
  if (rows[0]?.must_change_pin === false) return null;
  const pin = newPin();
  await database.query(
    `INSERT INTO account (account, pin_hash, must_change_pin) VALUES ($1, $2, true)
     ON CONFLICT (account) DO UPDATE SET pin_hash = excluded.pin_hash, wrong_pins = 0, locked_until = NULL
     WHERE account.must_change_pin`,
    [firstAccount, await hashPin(pin)],
  );
  return pin;
}

type AccountRow = { pin_hash: string; must_change_pin: boolean; locked_until: Date | null };

/** Checks a PIN. The attempt is counted before the PIN is looked at, so that attempts side by side cannot outrun the lock. */
export async function signIn(
  database: Database,
  { account, pin, nowMs }: { account: string; pin: string; nowMs: number },
): Promise<SignIn> {
  const found = await database.query<AccountRow>(
    `UPDATE account SET
       wrong_pins = CASE WHEN locked_until <= $2 THEN 1 WHEN locked_until > $2 THEN wrong_pins ELSE wrong_pins + 1 END,
       locked_until = CASE WHEN locked_until > $2 THEN locked_until
                           WHEN locked_until IS NULL AND wrong_pins + 1 > $4 THEN $3 ELSE NULL END
     WHERE account = $1 RETURNING pin_hash, must_change_pin, locked_until`,
    [account, new Date(nowMs), new Date(nowMs + lockMs), wrongPinsAllowed],
  );
  const row = found.rows[0];
  if (row?.locked_until != null)
    return { is: 'locked', retryAfterSeconds: Math.ceil((row.locked_until.getTime() - nowMs) / 1000) };
  // An unknown name costs the same time as a known one.
  if (!(await isPinOf(pin, row?.pin_hash ?? (await unknownHash())))) return { is: 'wrong_pin' };
  if (row === undefined) return { is: 'wrong_pin' };
  await database.query('UPDATE account SET wrong_pins = 0, locked_until = NULL WHERE account = $1', [account]);
  const token = newToken();
  await database.query('DELETE FROM session WHERE expires_at < $1', [new Date(nowMs)]);
  await database.query('INSERT INTO session (token_hash, account, expires_at) VALUES ($1, $2, $3)', [
    hashToken(token),
    account,
    new Date(nowMs + sessionLifetimeMs),
  ]);
  return { is: 'signed_in', token, mustChangePin: row.must_change_pin };
}

let unknown: Promise<string> | null = null;
const unknownHash = (): Promise<string> => (unknown ??= hashPin(newPin()));

/** Whose session a token is; null when there is none or it is over. */
export async function sessionOf(database: Database, token: string, nowMs: number): Promise<SessionState | null> {
  const { rows } = await database.query<{ account: string; must_change_pin: boolean }>(
    `SELECT a.account, a.must_change_pin FROM session s JOIN account a ON a.account = s.account
     WHERE s.token_hash = $1 AND s.expires_at > $2`,
    [hashToken(token), new Date(nowMs)],
  );
  const row = rows[0];
  return row === undefined ? null : { account: row.account, mustChangePin: row.must_change_pin };
}

/** Ends one session. */
export async function signOut(database: Database, token: string): Promise<void> {
  await database.query('DELETE FROM session WHERE token_hash = $1', [hashToken(token)]);
}

/** Sets a person's own PIN and ends every other session of the account. */
export async function changePin(
  database: Database,
  { account, newPin, token }: { account: string; newPin: string; token: string },
): Promise<void> {
  await database.query('UPDATE account SET pin_hash = $2, must_change_pin = false WHERE account = $1', [
    account,
    await hashPin(newPin),
  ]);
  await database.query('DELETE FROM session WHERE account = $1 AND token_hash <> $2', [account, hashToken(token)]);
}
