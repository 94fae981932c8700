import { type KnownEvent, type LoggedEvent, readEvent } from '../../hall/domain/event.ts';
import { type Connection, type Database, inTransaction } from './database.ts';
import { eventFlag } from './eventRows.ts';
import { project } from './project.ts';

type Row = Pick<LoggedEvent, 'id' | 'stream' | 'dev' | 'hlc' | 'bday' | 'type' | 'v' | 'body'> & {
  hall: string;
  seq: string;
};

const select = `SELECT e.hall, e.stream, e.seq, e.id, e.hlc::text AS hlc, e.bday::text AS bday, e.type, e.v, e.body, s.dev
  FROM event e JOIN stream s ON s.hall = e.hall AND s.stream = e.stream`;
const pageSize = 5_000;

/** Projects events that an older program had kept raw and this one understands. Answers how many. Call at the start. */
export async function projectDeferred(database: Database): Promise<number> {
  const { rows } = await database.query<Row>(`${select} WHERE (e.flags & 1) = 1`);
  const readable = rows.flatMap(knownEvent);
  for (const hall of new Set(readable.map(event => event.hall))) {
    const events = readable.filter(event => event.hall === hall);
    await inTransaction(database, async connection => {
      await holdHall(connection, hall);
      await project(connection, { hall, events });
      await connection.query(
        `UPDATE event SET flags = flags & ~1 FROM unnest($2::uuid[], $3::bigint[]) AS n(s, q)
         WHERE event.hall = $1 AND event.stream = n.s AND event.seq = n.q AND (event.flags & 1) = 1`,
        [hall, events.map(event => event.stream), events.map(event => event.seq)],
      );
    });
  }
  return readable.length;
}

/** Empties the projections and makes them again from the events. Answers how many events were read. */
export async function rebuildProjections(database: Database): Promise<number> {
  const halls = await database.query<{ hall: string }>('SELECT hall FROM hall ORDER BY hall');
  let count = 0;
  for (const { hall } of halls.rows)
    count += await inTransaction(database, async connection => {
      await holdHall(connection, Number(hall));
      await connection.query('DELETE FROM ticket WHERE hall = $1', [hall]);
      await connection.query('DELETE FROM rating WHERE hall = $1', [hall]);
      return projectHall(connection, Number(hall));
    });
  return count;
}

async function projectHall(connection: Connection, hall: number): Promise<number> {
  let count = 0;
  let after: { stream: string; seq: string } = { stream: '00000000-0000-0000-0000-000000000000', seq: '0' };
  for (;;) {
    const { rows } = await connection.query<Row>(
      `${select} WHERE e.hall = $1 AND (e.stream, e.seq) > ($2::uuid, $3::bigint) AND (e.flags & $4) = 0
       ORDER BY e.stream, e.seq LIMIT $5`,
      [hall, after.stream, after.seq, eventFlag.newer | eventFlag.poison, pageSize],
    );
    const last = rows.at(-1);
    if (last === undefined) return count;
    await project(connection, { hall, events: rows.flatMap(knownEvent) });
    count += rows.length;
    after = last;
  }
}

async function holdHall(connection: Connection, hall: number): Promise<void> {
  await connection.query('SELECT 1 FROM hall WHERE hall = $1 FOR UPDATE', [hall]);
}

function knownEvent(row: Row): KnownEvent[] {
  const reading = readEvent({ ...row, hall: Number(row.hall), seq: Number(row.seq), prev: '' });
  return reading.is === 'known' ? [reading.event] : [];
}
