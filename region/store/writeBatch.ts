import type { StreamState } from '../../hall/log/logStore.ts';
import { bigintArray, dateArray, digestArray, integerArray, jsonbArray, textArray, uuidArray } from './binaryArray.ts';
import { type Connection, together } from './database.ts';
import type { SortedBatch } from './eventRows.ts';

export type WriteBatch = {
  hall: number;
  batch: SortedBatch;
  /** Author of each stream. */
  devices: ReadonlyMap<string, string>;
  advance: readonly StreamState[];
  nowMs: number;
};

/**
 * Writes events and the ends of their streams, and takes the row of the hall: from here to the commit there is one
 * transaction per hall, so that projections are read, merged and written with nobody in between. The three statements are
 * sent together.
 */
export async function writeBatch(
  connection: Connection,
  { hall, batch, devices, advance, nowMs }: WriteBatch,
): Promise<void> {
  const now = new Date(nowMs);
  await together([
    insertEvents(connection, { hall, rows: batch.rows, now }),
    connection.query({
      name: 'advance_streams',
      text: `UPDATE stream SET hwm = n.hwm, last_hash = n.hash, dev = n.dev, last_at = $6
             FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[]) AS n(stream, hwm, hash, dev)
             WHERE stream.hall = $1 AND stream.stream = n.stream`,
      values: [
        hall,
        advance.map(state => state.stream),
        advance.map(state => state.hwm),
        advance.map(state => state.lastHash),
        advance.map(state => devices.get(state.stream) ?? ''),
        now,
      ],
    }),
    connection.query({
      name: 'touch_hall',
      text: 'UPDATE hall SET last_seen = $2 WHERE hall = $1',
      values: [hall, now],
    }),
  ]);
}

async function insertEvents(
  connection: Connection,
  { hall, rows, now }: { hall: number; rows: SortedBatch['rows']; now: Date },
): Promise<void> {
  await connection.query({
    name: 'insert_events',
    text: `INSERT INTO event (hall, bday, stream, seq, id, hlc, type, v, flags, hash, body, recv_at)
           SELECT $1, n.* , $2
           FROM unnest($3::date[], $4::uuid[], $5::bigint[], $6::uuid[], $7::bigint[], $8::text[], $9::int[], $10::int[],
                       $11::bytea[], $12::jsonb[]) AS n
           ON CONFLICT DO NOTHING`,
    values: [
      hall,
      now,
      dateArray(rows.map(row => row.event.bday)),
      uuidArray(rows.map(row => row.event.stream)),
      bigintArray(rows.map(row => String(row.event.seq))),
      uuidArray(rows.map(row => row.event.id)),
      bigintArray(rows.map(row => row.event.hlc)),
      textArray(rows.map(row => row.event.type)),
      integerArray(rows.map(row => row.event.v)),
      integerArray(rows.map(row => row.flags)),
      digestArray(rows.map(row => row.hash)),
      jsonbArray(rows.map(row => row.body)),
    ],
  });
}
