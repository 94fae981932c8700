import { type Counter, findQueue, queuesServedBy } from '../domain/hallSetup.ts';
import type { AccountId, CounterId, TicketId } from '../domain/ids.ts';
import type { ClassId } from '../domain/priorityClass.ts';
import { type Decision, decided, refused } from './decision.ts';
import type { HallState } from './hallState.ts';
import { type Handling, samePlace, tooOften } from './samePlace.ts';

/** Level of a class in the rules of today; 0 without one. */
function levelOf(state: HallState, id: ClassId | null): number {
  return state.setup().calling.classes.find(one => one.id === id)?.level ?? 0;
}

/**
 * Ends what was done at the counter (S47). With matters left the number goes on: here in one go when this counter serves one
 * of them, else into the queue of the next one, before those who have not been at a counter yet.
 */
export function finishMatter(state: HallState, { place, ...handling }: Handling & { place: Counter }): Decision {
  const { facts, counter, clerk } = handling;
  const setup = state.setup();
  const stands = samePlace(handling);
  const left = (stands?.also ?? []).filter(queue => findQueue(setup, queue) !== null);
  const here = new Set(queuesServedBy(setup, place).map(({ id }) => id));
  const next = left.find(queue => here.has(queue)) ?? left[0];
  if (next === undefined) {
    const leg = facts.claim?.leg ?? 0;
    return decided({ type: 'ticket.done', body: { ticket: facts.ticket, leg, counter, clerk } });
  }
  if (stands === null) return tooOften;
  const goesOn = here.has(next);
  // Once before the others is enough, however many counters it has been at.
  const ahead = Math.max(stands.priority, Math.min(9, levelOf(state, stands.class ?? null) + 1));
  return decided({
    type: 'ticket.matter_done',
    body: {
      ...stands,
      done: stands.queue,
      queue: next,
      also: left.filter(queue => queue !== next),
      to: goesOn ? 'serving' : 'waiting',
      priority: goesOn ? stands.priority : ahead,
      toCounter: null,
      notBefore: null,
    },
  });
}

/** Gives a waiting ticket a class or takes it away. It keeps the time it counts its wait from; only its level changes. */
export function classify(
  state: HallState,
  request: { ticket: TicketId | null; class: ClassId | null; place: Counter; counter: CounterId; clerk: AccountId },
): Decision {
  const { ticket, place, counter, clerk } = request;
  const setup = state.setup();
  const facts = ticket === null ? null : state.ticket(ticket);
  const stands = facts === null ? null : samePlace({ facts, counter, clerk });
  if (facts?.claim == null || facts.issued === null) return refused('not_found', 'no such number today');
  if (facts.claim.at !== 'waiting') return refused('wrong_state', `the ticket is ${facts.claim.at}`);
  if (stands === null) return tooOften;
  if (!queuesServedBy(setup, place).some(({ id }) => id === stands.queue))
    return refused('wrong_state', 'this counter does not serve its queue');
  if (request.class !== null && !setup.calling.classes.some(({ id }) => id === request.class))
    return refused('not_found', 'no such priority class');
  if (request.class === (stands.class ?? null)) return decided();
  const without = Math.max(0, stands.priority - levelOf(state, stands.class ?? null));
  const priority = Math.min(9, without + levelOf(state, request.class));
  return decided({ type: 'ticket.classified', body: { ...stands, class: request.class, priority } });
}
