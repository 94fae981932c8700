import type { BusinessDay } from '../domain/businessDay.ts';
import type { TicketId } from '../domain/ids.ts';
import { bytesOf, type Database, type Row, textOf } from './database.ts';

/** Which tickets belong to a card, for the running day only: `BusinessDays` empties the table with the key of the day. */
export type Persons = {
  add(person: { personKey: Uint8Array; ticket: TicketId; bday: BusinessDay }): void;
  tickets(personKey: Uint8Array): readonly TicketId[];
  all(): readonly { ticket: TicketId; personKey: Uint8Array }[];
};

/** Prepares the statements of one connection. */
export function createPersons(db: Database): Persons {
  const add = db.prepare(
    'INSERT INTO person_tickets (person_key, ticket, bday) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const tickets = db.prepare<[Uint8Array], Row>(
    'SELECT ticket FROM person_tickets WHERE person_key = ? ORDER BY ticket',
  );
  const all = db.prepare<[], Row>('SELECT ticket, person_key FROM person_tickets ORDER BY ticket');
  return {
    all: () =>
      all.all().map(row => ({ ticket: textOf(row, 'ticket') as TicketId, personKey: bytesOf(row, 'person_key') })),
    add: ({ personKey, ticket, bday }) => void add.run(personKey, ticket, bday),
    tickets: personKey => tickets.all(personKey).map(row => textOf(row, 'ticket') as TicketId),
  };
}
