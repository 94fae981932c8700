import type { HallOverview } from '../../hall/domain/regionApi.ts';
import { readOverview } from '../store/overview.ts';
import { hasDebianPostgres } from './debianPostgres.ts';
import { type SampleStream, sampleStream } from './sampleStream.ts';
import { openTestRegion, type TestRegion } from './testRegion.ts';

export const dayMs = 86_400_000;
/** Beijing noon of today: no test crosses midnight. */
export const noonMs = Math.floor((Date.now() + 8 * 3_600_000) / dayMs) * dayMs + 4 * 3_600_000;

const all = [
  { engine: 'embedded', title: 'embedded PostgreSQL 18', there: true },
  { engine: 'debian', title: 'DATABASE_URL to PostgreSQL 15', there: hasDebianPostgres },
] as const;
/** Every server that is installed here. */
export const engines = all.filter(({ there }) => there);

type Row = Record<string, string>;
type Figures = Pick<HallOverview, 'tickets' | 'waiting' | 'ratings' | 'defaultRatings'>;

export type IngestWorld = {
  test: TestRegion;
  /** Enrols the next hall. */
  newHall(): Promise<{ hall: number; token: string }>;
  stream(hall: number, dev?: string, startMs?: number): SampleStream;
  rows(sql: string, values: unknown[]): Promise<Row[]>;
  /** Events of a hall in the database. */
  stored(hall: number): Promise<number>;
  overviewOf(hall: number, day: string): Promise<HallOverview>;
  /** The page's figures, and the same ones from SQL over the raw events that knows nothing of projections. */
  figuresOf(hall: number, day: string): Promise<{ page: Figures; events: Figures }>;
};

/** A region without limits at one o'clock of today, and questions to ask its database. */
export async function openIngestWorld(engine: 'embedded' | 'debian'): Promise<IngestWorld> {
  const test = await openTestRegion(engine, {
    limits: { batches: { burst: 1e6, perSecond: 1e6 }, tries: { burst: 1e6, perSecond: 1e6 }, waiting: 1000 },
    now: () => noonMs + 3_600_000,
  });
  let nextHall = 1;
  const rows = async (sql: string, values: unknown[]) => (await test.region.database.query<Row>(sql, values)).rows;
  const overviewOf = async (hall: number, day: string): Promise<HallOverview> => {
    const found = (await readOverview(test.region.database, day as never)).find(entry => entry.hall === hall);
    if (found === undefined) throw new Error(`hall ${hall} is not on the page`);
    return found;
  };
  return {
    test,
    rows,
    overviewOf,
    newHall: async () => {
      const hall = nextHall++;
      return { hall, token: await test.enrol(hall) };
    },
    stream: (hall, dev = 'hub-1', startMs = noonMs) => sampleStream({ hall, dev, startMs }),
    stored: async hall => Number((await rows('SELECT count(*) AS n FROM event WHERE hall = $1', [hall]))[0]?.['n']),
    figuresOf: async (hall, day) => {
      const { tickets, waiting, ratings, defaultRatings } = await overviewOf(hall, day);
      return { page: { tickets, waiting, ratings, defaultRatings }, events: await figuresOfEvents(rows, hall, day) };
    },
  };
}

async function figuresOfEvents(rows: IngestWorld['rows'], hall: number, day: string): Promise<Figures> {
  const [expected] = await rows(
    `WITH known AS (SELECT * FROM event WHERE hall = $1 AND flags = 0),
          issued AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type = 'ticket.issued' AND bday = $2),
          ended AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type IN
            ('ticket.called', 'ticket.serving', 'ticket.no_show', 'ticket.done', 'ticket.cancelled', 'number.voided')),
          printed AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type LIKE 'ticket.print%')
     SELECT (SELECT count(*) FROM issued) AS tickets,
            (SELECT count(*) FROM issued JOIN printed USING (t) WHERE t NOT IN (SELECT t FROM ended)) AS waiting`,
    [hall, day],
  );
  const ratings = await rows(
    `SELECT level, is_default, count(*) AS n FROM (
       SELECT DISTINCT ON (body->>'ticket') body->>'level' AS level, (body->>'isDefault')::boolean AS is_default
       FROM event WHERE hall = $1 AND type = 'rating.given' AND flags = 0 AND bday = $2
       ORDER BY body->>'ticket', (body->>'isDefault')::boolean, hlc, body->>'rating') AS first
     GROUP BY level, is_default`,
    [hall, day],
  );
  const count = (wanted: string) => ratings.filter(row => String(row['is_default']) === wanted);
  return {
    tickets: Number(expected?.['tickets']),
    waiting: Number(expected?.['waiting']),
    ratings: Object.fromEntries(count('false').map(row => [row['level'], Number(row['n'])])),
    defaultRatings: count('true').reduce((sum, row) => sum + Number(row['n']), 0),
  };
}
