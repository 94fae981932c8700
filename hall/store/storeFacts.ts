import { type Database, integerOf, type Row } from './database.ts';

/** Whole numbers that describe the database itself. */
export type StoreFacts = {
  /** When this file was created, UTC epoch ms. */
  createdAt(): number;
  /** Raised by every restore; acknowledgements carry it, so that senders notice that the past has changed. */
  incarnation(): number;
  raiseIncarnation(nowMs: number): void;
  /** Writes both on a new database; on an old one only mends an incarnation that was minted by a dead clock. */
  settle(nowMs: number): void;
};

const plausibleMs = Date.UTC(2026, 0, 1);

/** Prepares the statements of one connection. The incarnation is a time, so that a new file is always newer than a lost one. */
export function createStoreFacts(db: Database): StoreFacts {
  const get = db.prepare<[string], Row>('SELECT value FROM store_facts WHERE name = ?');
  const put = db.prepare(
    'INSERT INTO store_facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  function read(name: string): number | null {
    const row = get.get(name);
    return row === undefined ? null : integerOf(row, 'value');
  }
  function incarnation(): number {
    return read('incarnation') ?? 0;
  }
  return {
    createdAt: () => read('created_at') ?? 0,
    incarnation,
    raiseIncarnation: nowMs => void put.run('incarnation', Math.max(incarnation() + 1, Math.floor(nowMs))),
    settle(nowMs) {
      if (read('created_at') === null) put.run('created_at', Math.floor(nowMs));
      const now = incarnation();
      if (now === 0 || (now < plausibleMs && nowMs >= plausibleMs))
        put.run('incarnation', Math.max(now + 1, Math.floor(nowMs)));
    },
  };
}
