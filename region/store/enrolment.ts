import { type Database, inTransaction } from './database.ts';
import { hashToken, newEnrolmentCode, newToken, normalizeCode } from './secrets.ts';

const codeLifetimeMs = 24 * 60 * 60 * 1000;

/** Makes a one-time code that admits one hall within a day. Only its hash is kept. */
export async function createEnrolmentCode(database: Database, nowMs: number): Promise<string> {
  const code = newEnrolmentCode();
  await database.query('DELETE FROM enrolment_code WHERE used_at IS NULL AND expires_at < $1', [new Date(nowMs)]);
  await database.query('INSERT INTO enrolment_code (code_hash, created_at, expires_at) VALUES ($1, $2, $3)', [
    hashToken(normalizeCode(code)),
    new Date(nowMs),
    new Date(nowMs + codeLifetimeMs),
  ]);
  return code;
}

/** Exchanges a code for a lasting token of a hall; null when the code is unknown, old or used. */
export async function enrol(
  database: Database,
  { code, hall, name, nowMs }: { code: string; hall: number; name: string; nowMs: number },
): Promise<string | null> {
  const now = new Date(nowMs);
  return inTransaction(database, async connection => {
    const used = await connection.query(
      'UPDATE enrolment_code SET used_at = $2, hall = $3 WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2',
      [hashToken(normalizeCode(code)), now, hall],
    );
    if (used.rowCount !== 1) return null;
    const token = newToken();
    await connection.query(
      `INSERT INTO hall (hall, name, enrolled_at) VALUES ($1, $2, $3)
       ON CONFLICT (hall) DO UPDATE SET name = excluded.name`,
      [hall, name.replaceAll('\0', ''), now],
    );
    await connection.query('INSERT INTO credential (token_hash, hall, name, created_at) VALUES ($1, $2, $3, $4)', [
      hashToken(token),
      hall,
      name.replaceAll('\0', ''),
      now,
    ]);
    return token;
  });
}

/** The hall a token speaks for; null when it is unknown or revoked. */
export async function hallOfToken(database: Database, token: string): Promise<number | null> {
  const { rows } = await database.query<{ hall: string }>({
    name: 'hall_of_token',
    text: 'SELECT hall FROM credential WHERE token_hash = $1 AND revoked_at IS NULL',
    values: [hashToken(token)],
  });
  const hall = rows[0]?.hall;
  return hall === undefined ? null : Number(hall);
}
