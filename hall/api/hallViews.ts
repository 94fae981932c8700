import { appointmentRuleOf } from '../domain/appointmentRules.ts';
import { compareWaiting } from '../domain/callOrder.ts';
import type { CounterEntries, CounterTicket, QueueEntry } from '../domain/liveEntries.ts';
import {
  areaOf,
  countersServing,
  departmentOf,
  findCounter,
  findQueue,
  type HallSetup,
  type Queue,
  queuesServedBy,
} from '../domain/hallSetup.ts';
import type { CounterId, QueueId } from '../domain/ids.ts';
import { recallsNow, standingOf, type TicketFacts } from '../domain/ticket.ts';
import type { HallState } from './hallState.ts';
import { kept } from './kept.ts';
import { waitingEntry } from './waitingEntry.ts';

/** A clerk sees the next fifty; nobody looks further, and a patch stays small on a busy morning. */
const shownWaiting = 50;

export type Entries = Readonly<Record<string, unknown>>;

/** A queue for people; the same object while nobody comes or goes. */
function queueEntry(state: HallState, queue: Queue): QueueEntry {
  const { id, letter, name, mostUsed } = queue;
  const setup = state.setup();
  const known = kept({ state, key: 'queue entries', signature: setup }, () => new Map<QueueId, QueueEntry>());
  const waiting = kept({ state, key: `waiting in ${id}`, signature: state.revision() }, () => state.openIn(id).length);
  const before = known.get(id);
  if (before?.waiting === waiting) return before;
  const counters = countersServing(setup, id).map(({ number }) => number);
  const places = { department: departmentOf(setup, queue), area: areaOf(setup, queue) };
  const entry = { id, letter, name, ...places, mostUsed, waiting, counters };
  known.set(id, entry);
  return entry;
}

const shownTickets = new WeakMap<TicketFacts, { setup: HallSetup; shown: CounterTicket | null }>();

/** A ticket as its clerk sees it; null once it is over or was never issued here. The same object while nothing of it has changed. */
function counterTicket(state: HallState, facts: TicketFacts): CounterTicket | null {
  const setup = state.setup();
  const before = shownTickets.get(facts);
  if (before?.setup === setup) return before.shown;
  const shown = drawTicket(setup, facts);
  shownTickets.set(facts, { setup, shown });
  return shown;
}

function drawTicket(setup: HallSetup, facts: TicketFacts): CounterTicket | null {
  const { ticket, issued, claim, print } = facts;
  const standing = standingOf(facts);
  if (issued === null || claim === null || standing === null) return null;
  const { at } = claim;
  if (at === 'no_show' || at === 'done' || at === 'cancelled' || at === 'voided') return null;
  const { label, language, issuedAt } = issued;
  const { queue, note, class: priorityClass } = standing;
  const also = standing.also.flatMap(other => {
    const name = findQueue(setup, other)?.name;
    return name === undefined ? [] : [{ queue: other, name }];
  });
  const queueName = findQueue(setup, queue)?.name ?? { zh: label, ug: null, en: null };
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
    because: claim.because === undefined ? null : [...claim.because],
    also,
    class: priorityClass,
    note,
    remark,
    appointmentAt: facts.appointment?.startsAt ?? null,
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

function waitingOf(state: HallState, queues: readonly QueueId[]): Entries {
  const first = [...state.callable(queues)]
    .sort((a, b) => compareWaiting(a, b, state.setup().calling))
    .slice(0, shownWaiting);
  return Object.fromEntries(
    first.flatMap(({ ticket }) => {
      const facts = state.ticket(ticket);
      const shown = facts === null ? null : counterTicket(state, facts);
      return shown === null ? [] : [[`waiting:${ticket}`, shown] as const];
    }),
  );
}

/** The other counters and whether they are open; the same list until one opens, pauses or closes. */
function colleaguesOf(state: HallState, id: CounterId): CounterEntries['colleagues'] {
  const setup = state.setup();
  const now = kept({ state, key: 'counters now', signature: state.revision() }, () =>
    setup.counters.map(counter => {
      const queues = queuesServedBy(setup, counter).map(queue => queue.id);
      return { id: counter.id, number: counter.number, at: state.counter(counter.id).at, queues };
    }),
  );
  const text = kept({ state, key: 'counters as text', signature: now }, () => JSON.stringify(now));
  const all = kept({ state, key: 'counters', signature: text }, () => now);
  return kept({ state, key: `colleagues ${id}`, signature: all }, () => all.filter(other => other.id !== id));
}

/** Entries of one counter (`CounterEntries`). */
export function counterEntries(state: HallState, id: CounterId): Entries {
  const now = counterNow(state, id);
  const counter = findCounter(state.setup(), id);
  if (now === null || counter === null) return {};
  const queues = queuesServedBy(state.setup(), counter);
  const ids = queues.map(queue => queue.id);
  // Counters that serve the same queues see the same list.
  const waiting = kept({ state, key: `waiting ${ids.join(' ')}`, signature: state.revision() }, () =>
    waitingOf(state, ids),
  );
  const aside = state.setAside(id).flatMap(facts => {
    const shown = counterTicket(state, facts);
    return shown === null ? [] : [[`held:${facts.ticket}`, shown] as const];
  });
  const setup = state.setup();
  const targets = kept({ state, key: 'targets', signature: setup }, () =>
    setup.queues.map(({ id: queue, letter, name }) => {
      const takesAppointments = appointmentRuleOf(setup.appointments, queue) !== null;
      return { id: queue, letter, name, takesAppointments };
    }),
  );
  return {
    ...now,
    targets,
    calling: kept({ state, key: 'calling', signature: setup }, () => ({
      classes: setup.calling.classes.map(({ id: priorityClass, name, reason }) => ({
        id: priorityClass,
        name,
        reason,
      })),
      skills: setup.calling.skills,
    })),
    colleagues: colleaguesOf(state, id),
    ...state.alerts.entries(),
    ...Object.fromEntries(aside),
    ...Object.fromEntries(queues.map(queue => [`queue:${queue.id}`, queueEntry(state, queue)])),
    ...waiting,
  };
}

/** Entries a kiosk keeps for the time without the hub (`HubEntries`). */
export function kioskEntries(state: HallState): Entries {
  const setup = state.setup();
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
    ...Object.fromEntries([...state.finished()].map(([ticket, entry]) => [`finished:${ticket}`, entry])),
  };
}
