import type { EventBody } from '../domain/event.ts';
import type { AccountId, CounterId } from '../domain/ids.ts';
import { standingOf, type TicketFacts } from '../domain/ticket.ts';
import { refused } from './decision.ts';

/** The last leg is kept for the void of a number (leg 99). */
export const lastLeg = 98;

export type Handling = { facts: TicketFacts; counter: CounterId; clerk: AccountId };
export type Place = EventBody<'ticket.requeued'>;

/** The ticket where it stands, on a new leg; null = it has been moved too often. */
export function samePlace({ facts, counter, clerk }: Handling): Place | null {
  const standing = standingOf(facts);
  const leg = (facts.claim?.leg ?? 0) + 1;
  if (standing === null || leg > lastLeg) return null;
  const { queue, priority, toCounter, since, notBefore, returns, class: priorityClass, also } = standing;
  const line = { queue, priority, toCounter, since, notBefore, returns };
  return { ticket: facts.ticket, leg, counter, clerk, ...line, class: priorityClass, also: [...also] };
}

export const tooOften = refused('wrong_state', 'this ticket was moved too often');
