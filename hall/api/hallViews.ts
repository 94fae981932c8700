import { compareWaiting } from '../domain/callOrder.ts';
import type { CounterEntries, CounterTicket, QueueEntry } from '../domain/hallApi.ts';
import {
  areaOf,
  countersServing,
  departmentOf,
  findCounter,
  findQueue,
  type Queue,
  queuesServedBy,
} from '../domain/hallSetup.ts';
import type { CounterId } from '../domain/ids.ts';
import { recallsNow, standingOf, type TicketFacts } from '../domain/ticket.ts';
import type { HallState } from './hallState.ts';
import { waitingEntry } from './waitingEntry.ts';

/** A clerk sees the next fifty; nobody looks further, and a patch stays small on a busy morning. */
const shownWaiting = 50;
/** A kiosk keeps the newest 500 finished tickets for rating without the hub: the people who are still in the hall. */
const keptFinished = 500;

export type Entries = Readonly<Record<string, unknown>>;

function queueEntry(state: HallState, queue: Queue): QueueEntry {
  const { id, letter, name, mostUsed } = queue;
  const setup = state.setup();
  const counters = countersServing(setup, id).map(({ number }) => number);
  const places = { department: departmentOf(setup, queue), area: areaOf(setup, queue) };
  return { id, letter, name, ...places, mostUsed, waiting: state.openIn(id).length, counters };
}

/** A ticket as its clerk sees it; null once it is over or was never issued here. */
function counterTicket(state: HallState, facts: TicketFacts): CounterTicket | null {
  const { ticket, issued, claim, print } = facts;
  const standing = standingOf(facts);
  if (issued === null || claim === null || standing === null) return null;
  const { at } = claim;
  if (at === 'no_show' || at === 'done' || at === 'cancelled' || at === 'voided') return null;
  const { label, language, issuedAt } = issued;
  const { queue, note } = standing;
  const queueName = findQueue(state.setup(), queue)?.name ?? { zh: label, ug: null, en: null };
  const { why } = claim;
  const recalls = recallsNow(facts);
  const remark = facts.noted?.note ?? null;
  return {
    ticket,
    label,
    queue,
    queueName,
    at,
    language,
    issuedAt,
    recalls,
    print: print?.at ?? null,
    why,
    note,
    remark,
  };
}

/** What a counter and its clerk are doing now; null for an unknown counter. */
export function counterNow(
  state: HallState,
  id: CounterId,
): { counter: CounterEntries['counter']; current: CounterTicket | null } | null {
  const number = findCounter(state.setup(), id)?.number;
  if (number === undefined) return null;
  const { at, clerk } = state.counter(id);
  const facts = state.current(id);
  return { counter: { id, number, at, clerk }, current: facts === null ? null : counterTicket(state, facts) };
}

/** Entries of one counter (`CounterEntries`). */
export function counterEntries(state: HallState, id: CounterId): Entries {
  const now = counterNow(state, id);
  const counter = findCounter(state.setup(), id);
  if (now === null || counter === null) return {};
  const queues = queuesServedBy(state.setup(), counter);
  const waiting = [...state.callable(queues.map(queue => queue.id))]
    .sort((a, b) => compareWaiting(a, b, state.setup().calling))
    .slice(0, shownWaiting);
  const aside = state.setAside(id).flatMap(facts => {
    const shown = counterTicket(state, facts);
    return shown === null ? [] : [[`held:${facts.ticket}`, shown] as const];
  });
  const targets = state.setup().queues.map(({ id: queue, letter, name }) => ({ id: queue, letter, name }));
  const colleagues = state.setup().counters.flatMap(other => {
    if (other.id === id) return [];
    const served = queuesServedBy(state.setup(), other).map(queue => queue.id);
    return [{ id: other.id, number: other.number, at: state.counter(other.id).at, queues: served }];
  });
  return {
    ...now,
    targets,
    colleagues,
    ...state.alerts.entries(),
    ...Object.fromEntries(aside),
    ...Object.fromEntries(queues.map(queue => [`queue:${queue.id}`, queueEntry(state, queue)])),
    ...Object.fromEntries(
      waiting.flatMap(({ ticket }) => {
        const facts = state.ticket(ticket);
        const shown = facts === null ? null : counterTicket(state, facts);
        return shown === null ? [] : [[`waiting:${ticket}`, shown] as const];
      }),
    ),
  };
}

/** Entries a kiosk keeps for the time without the hub (`HubEntries`). */
export function kioskEntries(state: HallState): Entries {
  const setup = state.setup();
  const finished = [...state.finished()].slice(-keptFinished);
  return {
    setup,
    openCounters: setup.counters.filter(({ id }) => state.counter(id).at === 'open').length,
    ...Object.fromEntries(setup.queues.map(({ id }) => [`waiting:${id}`, state.openIn(id).length])),
    ...Object.fromEntries(
      setup.queues.flatMap(queue => {
        const left = state.left(queue);
        return left === null ? [] : [[`left:${queue.id}`, left] as const];
      }),
    ),
    ...Object.fromEntries(
      setup.queues.flatMap(queue => {
        const part = state.leftOfSlot(queue);
        return part === null ? [] : [[`slot:${queue.id}`, { to: part.slot.to, left: part.left }] as const];
      }),
    ),
    ...Object.fromEntries(
      setup.queues.flatMap(queue => {
        const wait = waitingEntry(state, queue);
        return wait === null ? [] : [[`wait:${queue.id}`, wait] as const];
      }),
    ),
    ...state.alerts.helpEntries(),
    ...Object.fromEntries(finished.map(([ticket, entry]) => [`finished:${ticket}`, entry])),
  };
}
