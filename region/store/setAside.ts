import { createHash } from 'node:crypto';
import type { IngestPlan } from '../../hall/log/logStore.ts';
import type { Connection } from './database.ts';

/** Keeps what could not be taken as an event, once, for a person to look at. */
export async function writeQuarantine(
  connection: Connection,
  { hall, quarantined, nowMs }: { hall: number; quarantined: IngestPlan['quarantined']; nowMs: number },
): Promise<void> {
  if (quarantined.length === 0) return;
  await connection.query(
    `INSERT INTO quarantine (hall, stream, seq, digest, reason, raw, recv_at)
     SELECT $1, s, q, decode(d, 'hex'), r, w, $7
     FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) AS n(s, q, d, r, w)
     ON CONFLICT DO NOTHING`,
    [
      hall,
      quarantined.map(line => line.stream),
      quarantined.map(line => line.seq),
      quarantined.map(line => createHash('sha256').update(line.raw).digest('hex').slice(0, 32)),
      // PostgreSQL's text cannot hold U+0000; the raw JSON spells it, a reason may quote it.
      quarantined.map(line => line.reason.replaceAll('\0', '')),
      quarantined.map(line => line.raw),
      new Date(nowMs),
    ],
  );
}

/** Notes that a hall told two histories of one stream; the stored one stands. */
export async function writeForks(
  connection: Connection,
  { hall, forks, nowMs }: { hall: number; forks: IngestPlan['forks']; nowMs: number },
): Promise<void> {
  if (forks.length === 0) return;
  const once = [...new Map(forks.map(fork => [`${fork.stream}/${fork.seq}`, fork])).values()];
  await connection.query(
    `INSERT INTO fork (hall, stream, seq, first_at, last_at)
     SELECT $1, s, q, $4, $4 FROM unnest($2::uuid[], $3::bigint[]) AS n(s, q)
     ON CONFLICT (hall, stream, seq) DO UPDATE SET last_at = excluded.last_at`,
    [hall, once.map(fork => fork.stream), once.map(fork => fork.seq), new Date(nowMs)],
  );
}
