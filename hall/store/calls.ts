import type { BusinessDay } from '../domain/businessDay.ts';
import { type EventBody, hlcSchema } from '../domain/event.ts';
import { hlcToMs } from '../domain/ticket.ts';
import { type Database, type Row, textOf } from './database.ts';

/** A call as the log has it, with the reason it was made for. */
export type LoggedCall = EventBody<'ticket.called'> & { calledAt: number };

export type Calls = { last(request: { bday: BusinessDay; counter: string; limit: number }): readonly LoggedCall[] };

/** Prepares the statements of one connection. Reads the log backwards, because a ticket forgets its call when it is served. */
export function createCalls(db: Database): Calls {
  const last = db.prepare<[string, string, string, number], Row>(
    "SELECT hlc, body FROM events WHERE bday = ? AND type = 'ticket.called' AND reading = 'known' AND (? = '' OR json_extract(body, '$.counter') = ?) ORDER BY position DESC LIMIT ?",
  );
  return {
    last: ({ bday, counter, limit }) =>
      last.all(bday, counter, counter, limit).map(row => {
        const body = JSON.parse(textOf(row, 'body')) as EventBody<'ticket.called'>;
        return Object.assign(body, { calledAt: hlcToMs(hlcSchema.parse(row['hlc'])) });
      }),
  };
}
