import type { BusinessDay } from '../../hall/domain/businessDay.ts';
import { type Database, inTransaction } from './database.ts';

const dayMs = 86_400_000;
/** Days a hall may plausibly still send, or send early; anything else goes to the default partition. */
const daysBack = 400;
const daysAhead = 14;

export type DayPartitions = {
  /** Makes the partitions of today and the fourteen days after it. Call at the start and once a day. */
  prepare(nowMs: number): Promise<void>;
  /** Makes the missing partitions of these days, if they are plausible. Never throws: the default partition takes the rest. */
  ensure(days: readonly BusinessDay[], nowMs: number): Promise<void>;
};

/** True for a day that exists in the calendar; `2026-02-31` has the form of a day only. */
export function isCalendarDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && isoDay(ms) === day;
}

/** Keeps the daily partitions of `event`, and remembers which ones exist so that a batch costs no look-up. */
export function dayPartitions(database: Database): DayPartitions {
  const known = new Set<string>();

  async function ensure(days: readonly BusinessDay[], nowMs: number): Promise<void> {
    for (const day of days) {
      if (known.has(day) || !isCalendarDay(day) || !isPlausible(day, nowMs)) continue;
      try {
        await createDay(database, day);
        known.add(day);
      } catch {
        // Somebody else made it, or the table is busy: rows go to the default partition, and the next batch tries again.
      }
    }
  }

  return {
    ensure,
    prepare: async nowMs => {
      const days = Array.from({ length: daysAhead + 2 }, (_, i) => isoDay(nowMs + (i - 1) * dayMs));
      await ensure(days as BusinessDay[], nowMs);
    },
  };
}

function isPlausible(day: string, nowMs: number): boolean {
  const distance = (Date.parse(`${day}T00:00:00Z`) - nowMs) / dayMs;
  return distance > -daysBack && distance < daysAhead + 1;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The table is made on its own and attached: attaching lets other transactions go on inserting, `CREATE … PARTITION OF`
 * does not. Rows that the default partition took for this day before it became plausible move over.
 */
async function createDay(database: Database, day: string): Promise<void> {
  const table = `event_${day.replaceAll('-', '')}`;
  const next = isoDay(Date.parse(`${day}T00:00:00Z`) + dayMs);
  await inTransaction(database, async connection => {
    await connection.query(`SET LOCAL lock_timeout = '2s'`);
    const there = await connection.query('SELECT 1 FROM pg_class WHERE relname = $1', [table]);
    if (there.rowCount !== 0) return;
    await connection.query(`CREATE TABLE ${table} (LIKE event INCLUDING DEFAULTS)`);
    await connection.query(
      `WITH moved AS (DELETE FROM event_default WHERE bday = '${day}' RETURNING *) INSERT INTO ${table} SELECT * FROM moved`,
    );
    await connection.query(`ALTER TABLE event ATTACH PARTITION ${table} FOR VALUES FROM ('${day}') TO ('${next}')`);
  });
}
