import type { BusinessDay } from '../domain/businessDay.ts';
import type { RequestId, TicketId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { type Database, type Row, textOf } from './database.ts';
import type { IssuedNumber } from './hallStore.ts';

/** A number of the hub that this kiosk has promised to a page request. Its issue is written in the hub's log only. */
export type AdoptedNumber = {
  requestId: RequestId;
  bday: BusinessDay;
  number: IssuedNumber;
  /** What else its issue says; null where this kiosk has only heard of the number. */
  wish: { language: Language; priority: number } | null;
};

export type AdoptedNumbers = {
  /** Notes a promise; false when this request or ticket has one already. */
  add(adopted: AdoptedNumber): boolean;
  byRequest(requestId: RequestId): AdoptedNumber | null;
  byTicket(ticket: TicketId): AdoptedNumber | null;
  ofDay(bday: BusinessDay): readonly AdoptedNumber[];
};

/** The column holds what this module wrote, so it is not checked again. */
function adoptedOf(row: Row): AdoptedNumber {
  // Rows of before there were wishes have none.
  const { wish = null, ...number } = JSON.parse(textOf(row, 'number')) as IssuedNumber & Partial<AdoptedNumber>;
  return {
    requestId: textOf(row, 'request_id') as RequestId,
    bday: textOf(row, 'bday') as BusinessDay,
    number,
    wish,
  };
}

/** Prepares the statements of one connection. */
export function createAdoptedNumbers(db: Database): AdoptedNumbers {
  const columns = 'request_id, bday, number';
  const add = db.prepare(
    'INSERT INTO adopted_numbers (request_id, ticket, bday, number) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byRequest = db.prepare<[string], Row>(`SELECT ${columns} FROM adopted_numbers WHERE request_id = ?`);
  const byTicket = db.prepare<[string], Row>(`SELECT ${columns} FROM adopted_numbers WHERE ticket = ?`);
  const ofDay = db.prepare<[string], Row>(`SELECT ${columns} FROM adopted_numbers WHERE bday = ?`);
  const optional = (row: Row | undefined) => (row === undefined ? null : adoptedOf(row));
  return {
    add: ({ requestId, bday, number, wish }) =>
      add.run(requestId, number.ticket, bday, JSON.stringify({ ...number, wish })).changes === 1,
    byRequest: requestId => optional(byRequest.get(requestId)),
    byTicket: ticket => optional(byTicket.get(ticket)),
    ofDay: bday => ofDay.all(bday).map(adoptedOf),
  };
}
