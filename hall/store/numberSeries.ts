import type { BusinessDay } from '../domain/businessDay.ts';
import type { RequestId, TicketId } from '../domain/ids.ts';
import { lastNumber, type Series } from '../domain/label.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

/** Which counter: the shared series begins at 1 every day, a kiosk's own series never does. */
export type SeriesKey = { bday: BusinessDay; series: Series; letter: string };
/** One number this database has given away itself; `ordinal` counts on where the number on the slip wraps. */
export type GivenNumber = SeriesKey & { ordinal: number; ticket: TicketId; requestId: RequestId | null };

export type NumberSeries = {
  /** Takes the next ordinal; null = the shared series is used up or was given up for the day. */
  take(request: Omit<GivenNumber, 'ordinal'>): number | null;
  /** Notes a number that was given away before (put back from the witness); the counter goes on behind it. */
  putBack(given: GivenNumber): void;
  byTicket(ticket: TicketId): GivenNumber | null;
  byRequest(requestId: RequestId): GivenNumber | null;
  /** Numbers of tickets of a day. */
  ofDay(bday: BusinessDay): readonly GivenNumber[];
  /** The last number of every series that is a kiosk's own. */
  lastOfOwnSeries(): readonly GivenNumber[];
  isEmpty(): boolean;
  giveUpShared(bday: BusinessDay, reason: string): void;
};

const columns = 'n.series, n.letter, n.ordinal, n.bday, n.ticket, n.request_id';

function givenOf(row: Row): GivenNumber {
  const request = textOf(row, 'request_id');
  return {
    bday: textOf(row, 'bday') as BusinessDay,
    series: textOf(row, 'series'),
    letter: textOf(row, 'letter'),
    ordinal: integerOf(row, 'ordinal'),
    ticket: textOf(row, 'ticket') as TicketId,
    requestId: request === '' ? null : (request as RequestId),
  };
}

/** The primary key (series, letter, counter day, ordinal) is the counter: the last row of a series is where it stands. */
const counterDay = (key: SeriesKey): string => (key.series === 'shared' ? key.bday : '');

/** Prepares the statements of one connection. */
export function createNumberSeries(db: Database): NumberSeries {
  // Not max(ordinal): that reads the whole series, this the last row of it.
  const last = db
    .prepare<[string, string, string], number>(
      'SELECT ordinal FROM issued_numbers WHERE series = ? AND letter = ? AND counter_day = ? ORDER BY ordinal DESC LIMIT 1',
    )
    .pluck();
  const insert =
    'INSERT INTO issued_numbers (series, letter, counter_day, ordinal, bday, ticket, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)';
  const give = db.prepare(insert);
  const putBack = db.prepare(`${insert} ON CONFLICT DO NOTHING`);
  const byTicket = db.prepare<[string], Row>(`SELECT ${columns} FROM issued_numbers n WHERE ticket = ?`);
  const byRequest = db.prepare<[string], Row>(
    `SELECT ${columns} FROM issued_numbers n WHERE request_id = ? AND request_id <> ''`,
  );
  const ofDay = db.prepare<[string], Row>(
    `SELECT ${columns} FROM tickets t JOIN issued_numbers n ON n.ticket = t.ticket WHERE t.bday = ? ORDER BY n.ordinal`,
  );
  const lastOwn = db.prepare<[], Row>(
    `SELECT ${columns} FROM (SELECT series, letter, max(ordinal) AS ordinal FROM issued_numbers WHERE counter_day = '' GROUP BY series, letter) m
     JOIN issued_numbers n ON n.series = m.series AND n.letter = m.letter AND n.counter_day = '' AND n.ordinal = m.ordinal`,
  );
  const any = db.prepare<[], Row>('SELECT 1 AS one FROM issued_numbers LIMIT 1');
  const giveUp = db.prepare('INSERT INTO given_up_days (bday, reason) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const givenUp = db.prepare<[string], Row>('SELECT reason FROM given_up_days WHERE bday = ?');

  function valuesOf(given: GivenNumber) {
    const { series, letter, ordinal, bday, ticket, requestId } = given;
    return [series, letter, counterDay(given), ordinal, bday, ticket, requestId ?? ''] as const;
  }
  const optional = (row: Row | undefined) => (row === undefined ? null : givenOf(row));

  return {
    take(request) {
      const shared = request.series === 'shared';
      if (shared && givenUp.get(request.bday) !== undefined) return null;
      const ordinal = (last.get(request.series, request.letter, counterDay(request)) ?? 0) + 1;
      if (shared && ordinal > lastNumber) return null;
      give.run(...valuesOf({ ...request, ordinal }));
      return ordinal;
    },
    putBack: given => void putBack.run(...valuesOf(given)),
    byTicket: ticket => optional(byTicket.get(ticket)),
    byRequest: requestId => optional(byRequest.get(requestId)),
    ofDay: bday => ofDay.all(bday).map(givenOf),
    lastOfOwnSeries: () => lastOwn.all().map(givenOf),
    isEmpty: () => any.get() === undefined,
    giveUpShared: (bday, reason) => void giveUp.run(bday, reason),
  };
}
