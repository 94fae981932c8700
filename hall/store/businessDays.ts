import { type BusinessDay, businessDayAt, businessDaySchema } from '../domain/businessDay.ts';
import type { RandomBytes } from '../log/sources.ts';
import { bytesOf, type Database, type Row, textOf } from './database.ts';
import { dayKeyBytes } from './personKey.ts';

/** The business days this database has seen, and the key of the running one. */
export type BusinessDays = {
  current(nowMs: number): BusinessDay;
  /** Opens the current day when it is new, inside a transaction. `opened` = it was. Keys and persons of other days are destroyed. */
  roll(nowMs: number): { bday: BusinessDay; opened: boolean };
  dayKey(bday: BusinessDay): Uint8Array | null;
  /** Puts the key of the hall in place of the own one, for the running day only. */
  replaceKey(bday: BusinessDay, key: Uint8Array): void;
};

/** Before this a clock has plainly lost its battery. */
const firstPlausibleDay = '2026-01-01';
const wrongFutureMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The business day at an instant. It only goes forwards: a clock that was set back must not open yesterday's numbers
 * again. A stored day that lies more than a week ahead came from a clock that was wrong, and is left.
 */
export function businessDayAfter(latest: BusinessDay | null, nowMs: number): BusinessDay {
  const byClock = businessDayAt(nowMs);
  if (latest === null || byClock >= latest) return byClock;
  if (byClock < firstPlausibleDay) return latest;
  return latest > businessDayAt(nowMs + wrongFutureMs) ? byClock : latest;
}

/** Prepares the statements of one connection. */
export function createBusinessDays(db: Database, random: RandomBytes): BusinessDays {
  const latest = db.prepare<[], Row>('SELECT bday FROM business_days ORDER BY opened_at DESC, bday DESC LIMIT 1');
  const open = db.prepare('INSERT INTO business_days (bday, opened_at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const dayKey = db.prepare<[string], Row>('SELECT key FROM day_keys WHERE bday = ?');
  const putKey = db.prepare('INSERT INTO day_keys (bday, key) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const replaceKey = db.prepare('UPDATE day_keys SET key = ? WHERE bday = ?');
  const dropKeys = db.prepare('DELETE FROM day_keys WHERE bday <> ?');
  const dropPersons = db.prepare('DELETE FROM person_tickets WHERE bday <> ?');
  let known: BusinessDay | null = null;

  function latestDay(): BusinessDay | null {
    if (known !== null) return known;
    const row = latest.get();
    known = row === undefined ? null : businessDaySchema.parse(textOf(row, 'bday'));
    return known;
  }

  return {
    current: nowMs => businessDayAfter(latestDay(), nowMs),
    roll(nowMs) {
      const bday = businessDayAfter(latestDay(), nowMs);
      if (bday === known) return { bday, opened: false };
      const opened = open.run(bday, nowMs).changes === 1;
      putKey.run(bday, random(dayKeyBytes));
      dropKeys.run(bday);
      dropPersons.run(bday);
      // Forgotten until the next look, because this transaction may still fail.
      known = null;
      return { bday, opened };
    },
    dayKey(bday) {
      const row = dayKey.get(bday);
      return row === undefined ? null : bytesOf(row, 'key');
    },
    replaceKey: (bday, key) => void replaceKey.run(key, bday),
  };
}
