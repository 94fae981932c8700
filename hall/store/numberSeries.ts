import type { BusinessDay } from '../domain/businessDay.ts';
import type { TicketId } from '../domain/ids.ts';
import { lastNumber, type Series } from '../domain/label.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';
import { numberOf } from './witnessRecord.ts';

/** Which counter: the shared series begins at 1 every day, a kiosk's own series never does. */
export type SeriesKey = { bday: BusinessDay; series: Series; letter: string };
/** One number this database has given away itself. */
export type GivenNumber = SeriesKey & { number: number; ordinal: number; ticket: TicketId };

export type NumberSeries = {
  /** Takes the next number; null = the shared series is used up or was given up for the day. */
  take(key: SeriesKey, ticket: TicketId): { number: number; ordinal: number } | null;
  /** Notes a number that was given away before (put back from the witness); the counter never falls behind it. */
  putBack(given: GivenNumber): void;
  find(ticket: TicketId): GivenNumber | null;
  ofDay(bday: BusinessDay): readonly GivenNumber[];
  /** The last number of every series of a kiosk's own. */
  lastOfOwnSeries(): readonly GivenNumber[];
  isEmpty(): boolean;
  giveUpShared(bday: BusinessDay, reason: string): void;
  sharedGivenUp(bday: BusinessDay): boolean;
};

const columns = 'bday, series, letter, number, ordinal, ticket';

function givenOf(row: Row): GivenNumber {
  return {
    bday: textOf(row, 'bday') as BusinessDay,
    series: textOf(row, 'series'),
    letter: textOf(row, 'letter'),
    number: integerOf(row, 'number'),
    ordinal: integerOf(row, 'ordinal'),
    ticket: textOf(row, 'ticket') as TicketId,
  };
}

const counterDay = (key: SeriesKey): string => (key.series === 'shared' ? key.bday : '');

/** Prepares the statements of one connection. */
export function createNumberSeries(db: Database): NumberSeries {
  const last = db.prepare<[string, string, string], Row>(
    'SELECT last FROM series_counters WHERE bday = ? AND series = ? AND letter = ?',
  );
  const setLast = db.prepare(
    'INSERT INTO series_counters (bday, series, letter, last) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)',
  );
  const give = db.prepare(`INSERT INTO issued_numbers (${columns}) VALUES (?, ?, ?, ?, ?, ?)`);
  const free = db.prepare(
    'DELETE FROM issued_numbers WHERE bday = ? AND series = ? AND letter = ? AND number = ? AND ordinal < ?',
  );
  const putBack = db.prepare(
    `INSERT INTO issued_numbers (${columns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const find = db.prepare<[string], Row>(`SELECT ${columns} FROM issued_numbers WHERE ticket = ?`);
  const ofDay = db.prepare<[string], Row>(`SELECT ${columns} FROM issued_numbers WHERE bday = ? ORDER BY ordinal`);
  const lastOwn = db.prepare<[], Row>(
    `SELECT n.bday, n.series, n.letter, n.number, n.ordinal, n.ticket FROM series_counters c
     JOIN issued_numbers n ON n.series = c.series AND n.letter = c.letter AND n.ordinal = c.last WHERE c.bday = ''`,
  );
  const any = db.prepare<[], Row>('SELECT 1 AS one FROM issued_numbers LIMIT 1');
  const giveUp = db.prepare('INSERT INTO given_up_days (bday, reason) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const givenUp = db.prepare<[string], Row>('SELECT reason FROM given_up_days WHERE bday = ?');

  return {
    take(key, ticket) {
      const shared = key.series === 'shared';
      if (shared && givenUp.get(key.bday) !== undefined) return null;
      const row = last.get(counterDay(key), key.series, key.letter);
      const ordinal = (row === undefined ? 0 : integerOf(row, 'last')) + 1;
      if (shared && ordinal > lastNumber) return null;
      const number = numberOf(ordinal);
      setLast.run(counterDay(key), key.series, key.letter, ordinal);
      // A series of a kiosk's own that wraps within one day takes its number over from the one 999 tickets ago.
      if (ordinal > lastNumber) free.run(key.bday, key.series, key.letter, number, ordinal);
      give.run(key.bday, key.series, key.letter, number, ordinal, ticket);
      return { number, ordinal };
    },
    putBack(given) {
      setLast.run(counterDay(given), given.series, given.letter, given.ordinal);
      putBack.run(given.bday, given.series, given.letter, given.number, given.ordinal, given.ticket);
    },
    find(ticket) {
      const row = find.get(ticket);
      return row === undefined ? null : givenOf(row);
    },
    ofDay: bday => ofDay.all(bday).map(givenOf),
    lastOfOwnSeries: () => lastOwn.all().map(givenOf),
    isEmpty: () => any.get() === undefined,
    giveUpShared: (bday, reason) => void giveUp.run(bday, reason),
    sharedGivenUp: bday => givenUp.get(bday) !== undefined,
  };
}
