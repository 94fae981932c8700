import type { BusinessDay } from '../../hall/domain/businessDay.ts';
import type { KnownEvent } from '../../hall/domain/event.ts';
import { mergeTicket, type TicketFacts, ticketOf } from '../../hall/domain/ticket.ts';
import { type Connection, together } from './database.ts';

type Ticket = { facts: TicketFacts | null; issuedBday: BusinessDay | null };

/**
 * Joins events into the tables the page reads. Any order and any repetition gives the same rows: tickets by the domain's
 * join, ratings by a rule that picks one of several for good. The caller holds the row of the hall.
 */
export async function project(
  connection: Connection,
  { hall, events }: { hall: number; events: readonly KnownEvent[] },
): Promise<void> {
  await together([projectTickets(connection, hall, events), projectRatings(connection, hall, events)]);
}

async function projectTickets(connection: Connection, hall: number, events: readonly KnownEvent[]): Promise<void> {
  const ofTickets = events.filter(event => ticketOf(event) !== null);
  if (ofTickets.length === 0) return;
  const ids = [...new Set(ofTickets.map(ticketOf))];
  const { rows } = await connection.query<{ ticket: string; issued: BusinessDay | null; facts: TicketFacts }>({
    name: 'read_tickets',
    text: `SELECT ticket, issued_bday::text AS issued, facts FROM ticket WHERE hall = $1 AND ticket = ANY($2::text[])`,
    values: [hall, ids],
  });
  const tickets = new Map<string, Ticket>(rows.map(row => [row.ticket, { facts: row.facts, issuedBday: row.issued }]));
  for (const event of ofTickets) {
    const id = ticketOf(event) ?? '';
    const before = tickets.get(id) ?? { facts: null, issuedBday: null };
    const issuedBday = event.type === 'ticket.issued' ? earlier(before.issuedBday, event.bday) : before.issuedBday;
    tickets.set(id, { facts: mergeTicket(before.facts, event), issuedBday });
  }
  const rowsToWrite = [...tickets].map(([t, { facts, issuedBday }]) => ({
    t,
    d: issuedBday,
    a: facts?.claim?.at ?? null,
    f: facts,
  }));
  await connection.query({
    name: 'write_tickets',
    text: `INSERT INTO ticket (hall, ticket, issued_bday, at, facts)
           SELECT $1, t, d, a, f FROM json_to_recordset($2::json) AS n(t text, d date, a text, f jsonb)
           ON CONFLICT (hall, ticket)
           DO UPDATE SET issued_bday = excluded.issued_bday, at = excluded.at, facts = excluded.facts`,
    values: [hall, JSON.stringify(rowsToWrite)],
  });
}

function earlier(a: BusinessDay | null, b: BusinessDay): BusinessDay {
  return a === null || b < a ? b : a;
}

/** One rating per ticket: what a person gave wins over the five-day default, then the earlier one, then the smaller id. */
async function projectRatings(connection: Connection, hall: number, events: readonly KnownEvent[]): Promise<void> {
  const best = new Map<string, RatingRow>();
  for (const event of events) {
    if (event.type !== 'rating.given') continue;
    const row = ratingRow(event);
    const other = best.get(row.t);
    if (other === undefined || winsOver(row, other)) best.set(row.t, row);
  }
  if (best.size === 0) return;
  await connection.query({
    name: 'write_ratings',
    text: `INSERT INTO rating (hall, ticket, rating, level, channel, is_default, hlc, bday)
           SELECT $1, t, r, l, c, x, h, d
           FROM json_to_recordset($2::json) AS n(t text, r text, l text, c text, x boolean, h bigint, d date)
           ON CONFLICT (hall, ticket) DO UPDATE
             SET rating = excluded.rating, level = excluded.level, channel = excluded.channel,
                 is_default = excluded.is_default, hlc = excluded.hlc, bday = excluded.bday
             WHERE (excluded.is_default, excluded.hlc, excluded.rating) < (rating.is_default, rating.hlc, rating.rating)`,
    values: [hall, JSON.stringify([...best.values()])],
  });
}

type RatingRow = { t: string; r: string; l: string; c: string; x: boolean; h: string; d: BusinessDay };
type RatingGiven = Extract<KnownEvent, { type: 'rating.given' }>;

function ratingRow({ body, hlc, bday }: RatingGiven): RatingRow {
  return { t: body.ticket, r: body.rating, l: body.level, c: body.channel, x: body.isDefault, h: hlc, d: bday };
}

function winsOver(a: RatingRow, b: RatingRow): boolean {
  if (a.x !== b.x) return b.x;
  if (a.h !== b.h) return BigInt(a.h) < BigInt(b.h);
  return a.r < b.r;
}
