import type { BusinessDay } from '../domain/businessDay.ts';
import { hlcSchema, type KnownEvent } from '../domain/event.ts';
import { type CounterId, counterIdSchema, type QueueId } from '../domain/ids.ts';
import { compareHlc } from '../domain/ticket.ts';
import { type Database, type Row, textOf } from './database.ts';

export type Assignment = Extract<KnownEvent, { type: 'counter.assigned' }>;

/** Which counters serve other queues than in the set-up, for one day each; derived from the log, the latest word stands. */
export type CounterQueues = {
  apply(event: Assignment): void;
  ofDay(bday: BusinessDay): ReadonlyMap<CounterId, readonly QueueId[]>;
};

/** Prepares the statements of one connection. */
export function createCounterQueues(db: Database): CounterQueues {
  const get = db.prepare<[string], Row>('SELECT hlc, dev, queues FROM counter_queues WHERE counter = ?');
  const put = db.prepare(
    'INSERT INTO counter_queues (counter, bday, queues, hlc, dev) VALUES (?, ?, ?, ?, ?) ON CONFLICT (counter) DO UPDATE SET bday = excluded.bday, queues = excluded.queues, hlc = excluded.hlc, dev = excluded.dev',
  );
  const ofDay = db.prepare<[string], Row>('SELECT counter, queues FROM counter_queues WHERE bday = ? ORDER BY counter');
  return {
    apply({ body, hlc, dev, bday }) {
      const queues = JSON.stringify(body.queues ?? []);
      const row = get.get(body.counter);
      if (row !== undefined) {
        const later = compareHlc(hlc, hlcSchema.parse(row['hlc']));
        if (later < 0 || (later === 0 && `${dev} ${queues}` <= `${textOf(row, 'dev')} ${textOf(row, 'queues')}`))
          return;
      }
      put.run(body.counter, bday, queues, hlc, dev);
    },
    ofDay: bday =>
      new Map(
        ofDay.all(bday).flatMap(row => {
          const queues = JSON.parse(textOf(row, 'queues')) as QueueId[];
          return queues.length === 0 ? [] : [[counterIdSchema.parse(row['counter']), queues] as const];
        }),
      ),
  };
}
