import type { HighWaterMarks } from '../../hall/domain/syncApi.ts';
import type { Database } from './database.ts';

/** Where the region stands for these streams of a hall; 0 for one it has never seen. */
export async function readHighWaterMarks(
  database: Database,
  { hall, streams }: { hall: number; streams: readonly string[] },
): Promise<HighWaterMarks> {
  const { rows } = await database.query<{ stream: string; hwm: string }>(
    'SELECT stream, hwm FROM stream WHERE hall = $1 AND stream = ANY($2::uuid[])',
    [hall, streams],
  );
  const known = new Map(rows.map(row => [row.stream, Number(row.hwm)]));
  return Object.fromEntries(streams.map(stream => [stream, known.get(stream.toLowerCase()) ?? 0]));
}

/** Notes that a hall was heard of. */
export async function touchHall(database: Database, { hall, nowMs }: { hall: number; nowMs: number }): Promise<void> {
  await database.query('UPDATE hall SET last_seen = $2 WHERE hall = $1', [hall, new Date(nowMs)]);
}
