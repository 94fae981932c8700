import { type BusinessDay, businessDaySchema } from '../../hall/domain/businessDay.ts';
import type { Acknowledgement } from '../../hall/domain/syncApi.ts';
import type { IngestPlan, StreamState } from '../../hall/log/logStore.ts';
import { eventKey, planIngest } from '../../hall/log/planIngest.ts';
import { type Connection, type Database, inTransaction, sqlState, together } from './database.ts';
import type { DayPartitions } from './dayPartitions.ts';
import { sortBatch } from './eventRows.ts';
import { project } from './project.ts';
import { writeBatch } from './writeBatch.ts';
import { writeForks, writeQuarantine } from './setAside.ts';

export type IngestRequest = {
  /** Hall of the credential; what the events say is checked against it. */
  hall: number;
  events: readonly unknown[];
  nowMs: number;
  incarnation: number;
  /** false: everything that would be stored goes to quarantine instead. */
  trust: boolean;
};

/** As far as an unchecked event can be read: what must be known before the transaction begins. */
type Sighting = { stream: string; seq: number; bday: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Takes a batch in, exactly once whatever repeats it: the rows of its streams are locked in sorted order, the plan is
 * made from them, and events, high-water marks and projections are committed together. The answer describes what was
 * committed. Throws when PostgreSQL cannot be reached or refuses; nothing was acknowledged then.
 */
export async function ingest(
  database: Database,
  days: DayPartitions,
  { hall, events, nowMs, incarnation, trust }: IngestRequest,
): Promise<Acknowledgement> {
  const seen = events.flatMap(sightingOf);
  const streams = [...new Set(seen.map(sighting => sighting.stream))].sort();
  await days.ensure(daysOf(seen), nowMs);
  // Stream ids in another spelling would be the same row in the database and another key in the plan.
  const readable = events.filter(event => !isOddlySpelled(event));

  const work = async (connection: Connection): Promise<Acknowledgement | 'unknown_stream'> => {
    const locked = await lockStreams(connection, hall, streams);
    if (locked.states.size < streams.length) return 'unknown_stream';
    const storedHashes = await readHashes(connection, { hall, seen, states: locked.states });
    const plan = planIngest({ events: readable, states: locked.states, storedHashes });
    const devices = authorsOf(plan.store, locked.devices);
    const batch = sortBatch(plan, { hall, devices, nowMs, trust });
    await writeQuarantine(connection, { hall, quarantined: batch.quarantined, nowMs });
    await writeForks(connection, { hall, forks: plan.forks, nowMs });
    if (plan.advance.length > 0)
      await together([
        writeBatch(connection, { hall, batch, devices, advance: plan.advance, nowMs }),
        project(connection, { hall, events: batch.known }),
      ]);
    const hwm = Object.fromEntries([...locked.states.values()].map(state => [state.stream, state.hwm]));
    for (const state of plan.advance) hwm[state.stream] = state.hwm;
    return {
      incarnation,
      hwm,
      missing: [...plan.missing],
      quarantined: batch.quarantined
        .filter(line => uuid.test(line.stream))
        .map(({ stream, seq, reason }) => ({ stream, seq, reason })),
      forks: [...plan.forks],
    };
  };

  for (;;) {
    const answer = await inTransaction(database, work);
    if (answer !== 'unknown_stream') return answer;
    await createStreams(database, { hall, streams, nowMs });
  }
}

/**
 * {@link ingest} for a batch that PostgreSQL may refuse for what it says (SQLSTATE class 22): then the events are taken
 * one by one, and the one that is refused alone goes to quarantine. A single event never blocks a hall.
 */
export async function ingestSafely(
  database: Database,
  days: DayPartitions,
  request: Omit<IngestRequest, 'trust'>,
): Promise<Acknowledgement> {
  const attempt = async (events: readonly unknown[], trust: boolean): Promise<Acknowledgement | null> => {
    try {
      return await ingest(database, days, { ...request, events, trust });
    } catch (error) {
      if (!isRefusedContent(error)) throw error;
      return null;
    }
  };
  const whole = await attempt(request.events, true);
  if (whole !== null) return whole;
  for (const event of request.events) if ((await attempt([event], true)) === null) await attempt([event], false);
  return ingest(database, days, { ...request, trust: true });
}

function isRefusedContent(error: unknown): boolean {
  return sqlState(error)?.startsWith('22') === true;
}

function sightingOf(event: unknown): Sighting[] {
  if (typeof event !== 'object' || event === null) return [];
  const { stream, seq, bday } = event as Record<string, unknown>;
  if (typeof stream !== 'string' || !uuid.test(stream)) return [];
  return [
    {
      stream,
      seq: Number.isSafeInteger(seq) ? Number(seq) : 0,
      bday: typeof bday === 'string' ? bday : '',
    },
  ];
}

function isOddlySpelled(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  const { stream } = event as Record<string, unknown>;
  return typeof stream === 'string' && stream !== stream.toLowerCase();
}

function daysOf(seen: readonly Sighting[]): readonly BusinessDay[] {
  return [...new Set(seen.map(sighting => sighting.bday))].flatMap(day => {
    const parsed = businessDaySchema.safeParse(day);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Outside the ingest transaction, so that it never holds one stream while it waits for another. */
async function createStreams(
  database: Database,
  { hall, streams, nowMs }: { hall: number; streams: readonly string[]; nowMs: number },
): Promise<void> {
  await database.query(
    `INSERT INTO stream (hall, stream, dev, first_at, last_at)
     SELECT $1, s, '', $3, $3 FROM unnest($2::uuid[]) AS n(s) ON CONFLICT DO NOTHING`,
    [hall, streams, new Date(nowMs)],
  );
}

/** Who writes each stream: the device it is known by, or the one of its first event. */
function authorsOf(fresh: IngestPlan['store'], known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const authors = new Map([...known].filter(([, device]) => device !== ''));
  for (const { event } of fresh) if (!authors.has(event.stream)) authors.set(event.stream, event.dev);
  return authors;
}

type Locked = { states: ReadonlyMap<string, StreamState>; devices: ReadonlyMap<string, string> };

async function lockStreams(connection: Connection, hall: number, streams: readonly string[]): Promise<Locked> {
  const { rows } = await connection.query<{ stream: string; dev: string; hwm: string; last_hash: string }>({
    name: 'lock_streams',
    text: `SELECT stream, dev, hwm, last_hash FROM stream
           WHERE hall = $1 AND stream = ANY($2::uuid[]) ORDER BY stream FOR UPDATE`,
    values: [hall, streams],
  });
  return {
    states: new Map(
      rows.map(row => [row.stream, { stream: row.stream, hwm: Number(row.hwm), lastHash: row.last_hash }]),
    ),
    devices: new Map(rows.map(row => [row.stream, row.dev])),
  };
}

/** Hashes of what is there already, to tell a repetition from another history. Nothing is asked for fresh events. */
async function readHashes(
  connection: Connection,
  { hall, seen, states }: { hall: number; seen: readonly Sighting[]; states: ReadonlyMap<string, StreamState> },
): Promise<ReadonlyMap<string, string>> {
  const repeated = seen.filter(({ stream, seq }) => seq > 0 && seq <= (states.get(stream)?.hwm ?? 0));
  const dates = daysOf(repeated);
  if (repeated.length === 0 || dates.length === 0) return new Map();
  const { rows } = await connection.query<{ stream: string; seq: string; hash: Uint8Array }>({
    name: 'read_hashes',
    text: `SELECT e.stream, e.seq, e.hash FROM event e
           WHERE e.hall = $1 AND e.bday = ANY($2::date[]) AND e.stream = ANY($3::uuid[]) AND e.seq = ANY($4::bigint[])`,
    values: [
      hall,
      dates,
      [...new Set(repeated.map(({ stream }) => stream))],
      [...new Set(repeated.map(({ seq }) => seq))],
    ],
  });
  return new Map(rows.map(row => [eventKey(row.stream, Number(row.seq)), Buffer.from(row.hash).toString('base64')]));
}
