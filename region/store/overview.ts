import type { BusinessDay } from '../../hall/domain/businessDay.ts';
import type { HallOverview, RatingCounts } from '../../hall/domain/regionApi.ts';
import type { RatingLevel } from '../../hall/domain/ratingLevel.ts';
import type { Database } from './database.ts';

type HallRow = {
  hall: string;
  name: string;
  last_seen: Date | null;
  events: string;
  devices: string;
  tickets: string;
  waiting: string;
  quarantined: string;
  forks: string;
};
type RatingRow = { hall: string; level: RatingLevel; is_default: boolean; count: string };

/** All halls on one day, by id. A number that exists counts as a ticket unless it was voided. */
export async function readOverview(database: Database, day: BusinessDay): Promise<readonly HallOverview[]> {
  const [halls, ratings] = await Promise.all([
    database.query<HallRow>(
      `SELECT h.hall, h.name, h.last_seen, coalesce(s.events, 0) AS events,
         coalesce(s.devices, 0) AS devices, coalesce(t.tickets, 0) AS tickets, coalesce(t.waiting, 0) AS waiting,
         coalesce(q.quarantined, 0) AS quarantined, coalesce(f.forks, 0) AS forks
       FROM hall h
       LEFT JOIN (SELECT hall, count(DISTINCT dev) AS devices, sum(hwm) AS events FROM stream GROUP BY hall) s ON s.hall = h.hall
       LEFT JOIN (SELECT hall, count(*) FILTER (WHERE at <> 'voided') AS tickets,
                    count(*) FILTER (WHERE at = 'waiting') AS waiting
                  FROM ticket WHERE issued_bday = $1 GROUP BY hall) t ON t.hall = h.hall
       LEFT JOIN (SELECT hall, count(*) AS quarantined FROM quarantine GROUP BY hall) q ON q.hall = h.hall
       LEFT JOIN (SELECT hall, count(*) AS forks FROM fork GROUP BY hall) f ON f.hall = h.hall
       ORDER BY h.hall`,
      [day],
    ),
    database.query<RatingRow>(
      'SELECT hall, level, is_default, count(*) AS count FROM rating WHERE bday = $1 GROUP BY hall, level, is_default',
      [day],
    ),
  ]);
  return halls.rows.map(row => ({
    hall: Number(row.hall),
    name: row.name,
    lastSeenAt: row.last_seen?.getTime() ?? null,
    devices: Number(row.devices),
    events: Number(row.events),
    tickets: Number(row.tickets),
    waiting: Number(row.waiting),
    ratings: givenRatings(ratings.rows, row.hall),
    defaultRatings: defaultRatings(ratings.rows, row.hall),
    quarantined: Number(row.quarantined),
    forks: Number(row.forks),
  }));
}

function givenRatings(rows: readonly RatingRow[], hall: string): RatingCounts {
  const given = rows.filter(row => row.hall === hall && !row.is_default);
  return Object.fromEntries(given.map(row => [row.level, Number(row.count)]));
}

function defaultRatings(rows: readonly RatingRow[], hall: string): number {
  const byDefault = rows.filter(row => row.hall === hall && row.is_default);
  return byDefault.reduce((sum, row) => sum + Number(row.count), 0);
}
