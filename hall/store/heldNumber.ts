import type { QueueId } from '../domain/ids.ts';
import { isOpen, standingOf } from '../domain/ticket.ts';
import type { IssuedNumber } from './hallStore.ts';
import { numberOfTicket } from './numberOfTicket.ts';
import type { Session } from './session.ts';

/** The open ticket a person has in a queue today (the table of persons holds no other day); null = none. */
export function heldNumber(
  session: Session,
  { personKey, queue }: { personKey: Uint8Array; queue: QueueId },
): IssuedNumber | null {
  for (const ticket of session.persons.tickets(personKey)) {
    const row = session.projections.ticket(ticket);
    const standing = row === null || !isOpen(row.facts) ? null : standingOf(row.facts);
    // Of a number for several matters also those that are still to come.
    if (standing !== null && (standing.queue === queue || standing.also.includes(queue))) return numberOfTicket(row);
  }
  return null;
}
