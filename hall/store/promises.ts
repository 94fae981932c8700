import type { BusinessDay } from '../domain/businessDay.ts';
import type { RequestId, TicketId } from '../domain/ids.ts';
import { type Database, type Row, textOf } from './database.ts';
import type { IssuedNumber } from './hallStore.ts';

/** Numbers promised to page requests and cards of this kiosk, own ones and those the hub allocated. */
export type Promised = { requestId: RequestId; bday: BusinessDay; number: IssuedNumber };

export type Promises = {
  /** Notes a promise; false when this request or ticket has one already. */
  add(promised: Promised): boolean;
  byRequest(requestId: RequestId): Promised | null;
  byTicket(ticket: TicketId): Promised | null;
  ofDay(bday: BusinessDay): readonly Promised[];
  addPerson(person: { personKey: Uint8Array; ticket: TicketId; bday: BusinessDay }): void;
  ticketsOfPerson(personKey: Uint8Array): readonly TicketId[];
};

/** The column holds what this module wrote, so it is not checked again. */
function promisedOf(row: Row): Promised {
  return {
    requestId: textOf(row, 'request_id') as RequestId,
    bday: textOf(row, 'bday') as BusinessDay,
    number: JSON.parse(textOf(row, 'number')) as IssuedNumber,
  };
}

/** Prepares the statements of one connection. */
export function createPromises(db: Database): Promises {
  const add = db.prepare(
    'INSERT INTO promises (request_id, ticket, bday, number) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byRequest = db.prepare<[string], Row>('SELECT request_id, bday, number FROM promises WHERE request_id = ?');
  const byTicket = db.prepare<[string], Row>('SELECT request_id, bday, number FROM promises WHERE ticket = ?');
  const ofDay = db.prepare<[string], Row>('SELECT request_id, bday, number FROM promises WHERE bday = ?');
  const addPerson = db.prepare(
    'INSERT INTO person_tickets (person_key, ticket, bday) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const ofPerson = db.prepare<[Uint8Array], Row>(
    'SELECT ticket FROM person_tickets WHERE person_key = ? ORDER BY ticket',
  );
  const optional = (row: Row | undefined) => (row === undefined ? null : promisedOf(row));
  return {
    add: ({ requestId, bday, number }) => add.run(requestId, number.ticket, bday, JSON.stringify(number)).changes === 1,
    byRequest: requestId => optional(byRequest.get(requestId)),
    byTicket: ticket => optional(byTicket.get(ticket)),
    ofDay: bday => ofDay.all(bday).map(promisedOf),
    addPerson: ({ personKey, ticket, bday }) => void addPerson.run(personKey, ticket, bday),
    ticketsOfPerson: personKey => ofPerson.all(personKey).map(row => textOf(row, 'ticket') as TicketId),
  };
}
