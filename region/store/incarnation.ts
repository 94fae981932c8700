import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Database } from './database.ts';

/**
 * Counts this opening of the database and answers its incarnation. The number grows when somebody says the data was
 * restored, and by itself when the witness file beside the database has seen more openings than the database remembers.
 * It starts at the clock's seconds, so an empty database that replaces a lost one is newer than the lost one.
 */
export async function openIncarnation(
  database: Database,
  { witness, restored, nowMs }: { witness: string | null; restored: boolean; nowMs: number },
): Promise<number> {
  const seconds = Math.floor(nowMs / 1000);
  await database.query('INSERT INTO incarnation (one, value, opened) VALUES (1, $1, 0) ON CONFLICT DO NOTHING', [
    seconds,
  ]);
  const seen = readWitness(witness);
  const result = await database.query<{ value: string; opened: string }>(
    `UPDATE incarnation SET
       value = CASE WHEN $1 OR opened < $2 OR value < $3 THEN greatest(value + 1, $3 + 1, $4) ELSE value END,
       opened = greatest(opened, $2) + 1
     RETURNING value, opened`,
    [restored, seen.opened, seen.incarnation, seconds],
  );
  const row = result.rows[0];
  if (row === undefined) throw new Error('the incarnation row is missing');
  const incarnation = Number(row.value);
  writeWitness(witness, { incarnation, opened: Number(row.opened) });
  return incarnation;
}

type Witness = { incarnation: number; opened: number };

function readWitness(file: string | null): Witness {
  if (file === null || !existsSync(file)) return { incarnation: 0, opened: 0 };
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Witness>;
    return { incarnation: value.incarnation ?? 0, opened: value.opened ?? 0 };
  } catch {
    return { incarnation: 0, opened: 0 };
  }
}

function writeWitness(file: string | null, witness: Witness): void {
  if (file === null) return;
  writeFileSync(`${file}.new`, JSON.stringify(witness), { flush: true });
  renameSync(`${file}.new`, file);
}
