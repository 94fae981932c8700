import type { BusinessDay } from '../domain/businessDay.ts';
import { peopleAhead, type WaitingTicket, waitingTicketOf } from '../domain/callOrder.ts';
import { type Choice, chooseNext } from '../domain/chooseNext.ts';
import type { KnownEvent } from '../domain/event.ts';
import type { FinishedTicket } from '../domain/liveEntries.ts';
import { countersServing, findCounter, type HallSetup, type Queue, queuesServedBy } from '../domain/hallSetup.ts';
import type { CounterId, QueueId, TicketId } from '../domain/ids.ts';
import type { Label } from '../domain/label.ts';
import { hlcToMs, isOpen, mergeTicket, standingOf, type TicketFacts, ticketOf } from '../domain/ticket.ts';
import { todaysSetup } from '../domain/todaysSetup.ts';
import type { CounterState, HallStore, TicketRow } from '../store/hallStore.ts';
import { type AlertBook, createAlertBook } from './alertBook.ts';
import type { SkillId } from '../domain/priorityClass.ts';
import { createCallHistory } from './callHistory.ts';
import { type CallLedger, createCallLedger } from './callLedger.ts';
import { createHeldNumbers, type SlotLeft } from './heldNumbers.ts';
import { createServiceTimes } from './serviceTimes.ts';

/** Today's tickets in memory: loaded once from the store, then kept up with every commit by the same join the store uses. */
export type HallState = {
  readonly calls: CallLedger;
  readonly alerts: AlertBook;
  /** As it is today: see `assigned`. */
  setup(): HallSetup;
  /** Counters that a supervisor has sent to other queues for the rest of the day. */
  assigned(): ReadonlyMap<CounterId, readonly QueueId[]>;
  day(): BusinessDay;
  /** Starts over with the tickets of `day`. A new set-up of the hall is taken over by itself. */
  openDay(day: BusinessDay): void;
  ticket(ticket: TicketId): TicketFacts | null;
  counter(counter: CounterId): CounterState;
  /** The ticket that is called or served at a counter now. */
  current(counter: CounterId): TicketFacts | null;
  /** Tickets of a queue nobody has called yet; those no kiosk has shown so far are counted too. */
  openIn(queue: QueueId): readonly WaitingTicket[];
  /** Tickets of some queues that wait at the hub, unordered. */
  callable(queues: readonly QueueId[]): readonly WaitingTicket[];
  /** How long the last tickets of a queue kept their counter, in ms. */
  lastServices(queue: QueueId): readonly number[];
  /** Numbers of the day that may still be given; null without a quota. */
  left(queue: Queue): number | null;
  /** Numbers of the running slot that may still be given; null outside of every slot. */
  leftOfSlot(queue: Queue): SlotLeft | null;
  /** The ticket a counter calls next; null = nobody can be called there now. */
  chooseNext(counter: CounterId): Choice | null;
  /** The call that a counter is about to make passes its oldest ticket over; null = it passes nobody. */
  willPass(counter: CounterId, ticket: TicketId | null): void;
  /** Tickets set aside that a counter may take back: its own, and those of closed counters in the queues it serves. */
  setAside(counter: CounterId): readonly TicketFacts[];
  /** Today's ticket with this label, also one nobody came for; null = none. */
  labelled(label: Label): TicketFacts | null;
  /** How many people stand before a ticket of its queue; 0 when it waits no more. */
  ahead(ticket: TicketId): number;
  /** The newest 500 that were finished today and not rated. The entry of a ticket stays the same object while it does not change. */
  finished(): ReadonlyMap<TicketId, FinishedTicket>;
  /** Every ticket of the day. An entry stays the same object while nothing happens to it. */
  tickets(): Iterable<TicketFacts>;
  /** Every ticket of the day that is not over. */
  unfinished(): readonly TicketFacts[];
  /** Another number after every change. */
  revision(): number;
  onChange(listener: () => void): () => void;
  close(): void;
};

/** For rating without the hub: the people who are still in the hall. */
const keptFinished = 500;

export function createHallState(ports: { store: HallStore; day: BusinessDay; now: () => number }): HallState {
  const { store, now } = ports;
  let day = ports.day;
  let assigned = store.assignments(day);
  let setup = todaysSetup(readSetup(store), assigned);
  let counters = new Map<CounterId, CounterState>();
  const tickets = new Map<TicketId, TicketFacts>();
  const open = new Map<QueueId, Map<TicketId, WaitingTicket>>();
  const busy = new Map<CounterId, TicketId>();
  const services = createServiceTimes();
  const held = createHeldNumbers();
  const aside = new Set<TicketId>();
  const history = createCallHistory();
  const finished = new Map<TicketId, FinishedTicket>();
  const listeners = new Set<() => void>();
  const calls = createCallLedger({ store });
  let revision = 0;
  const tell = () => {
    revision += 1;
    for (const listener of listeners) listener();
  };
  const alerts = createAlertBook({ store, now, onChange: tell });

  const readToday = () => {
    assigned = store.assignments(day);
    setup = todaysSetup(readSetup(store), assigned);
  };
  const loadCounters = () => {
    counters = new Map(store.counters().map(state => [state.counter, state]));
  };

  /** Takes a ticket out of everything derived from it. */
  function forget(facts: TicketFacts): void {
    const { ticket, claim } = facts;
    held.count(facts, -1);
    const queue = standingOf(facts)?.queue;
    if (queue !== undefined) open.get(queue)?.delete(ticket);
    aside.delete(ticket);
    const counter = claim?.counter ?? null;
    if (counter !== null && busy.get(counter) === ticket) busy.delete(counter);
    finished.delete(ticket);
  }

  function put(facts: TicketFacts, isRated: () => boolean): void {
    const before = tickets.get(facts.ticket);
    if (before !== undefined) forget(before);
    tickets.set(facts.ticket, facts);
    held.count(facts, 1);
    services.take(facts);
    const { ticket, issued, claim } = facts;
    if (claim === null || issued === null) return;
    if (claim.at === 'done' || claim.at === 'cancelled' || claim.at === 'voided') history.forget(ticket);
    const waiting = waitingTicketOf(facts);
    if (waiting !== null) {
      const inQueue = open.get(waiting.queue) ?? new Map<TicketId, WaitingTicket>();
      inQueue.set(ticket, waiting);
      open.set(waiting.queue, inQueue);
    }
    if (claim.counter === null) return;
    if (claim.at === 'held') aside.add(ticket);
    if (claim.at === 'called' || claim.at === 'serving') busy.set(claim.counter, ticket);
    const number = findCounter(setup, claim.counter)?.number;
    if (claim.at === 'done' && number !== undefined && !isRated()) {
      const { label, code } = issued;
      while (finished.size >= keptFinished) finished.delete(finished.keys().next().value ?? ticket);
      finished.set(ticket, { ticket, label, counter: number, endedAt: hlcToMs(claim.hlc), code });
    }
  }

  function take(event: KnownEvent): void {
    if (event.type === 'rating.given') finished.delete(event.body.ticket);
    if (event.type === 'counter.assigned') readToday();
    else if (event.type.startsWith('counter.')) loadCounters();
    alerts.take(event);
    if (event.type === 'setup.changed') readToday();
    const ticket = ticketOf(event);
    if (ticket === null) return;
    const known = tickets.get(ticket) ?? null;
    if (known === null) {
      // Already committed, so the store's own reading holds this event and every earlier one.
      const row = store.ticket(ticket);
      if (row === null || row.bday !== day) return;
      put(row.facts, () => store.hasRating(ticket));
    } else {
      const facts = mergeTicket(known, event);
      if (facts !== null) put(facts, () => store.hasRating(ticket));
    }
    const facts = tickets.get(ticket) ?? null;
    calls.take(event, facts);
    history.take(event, facts);
  }

  function load(): void {
    for (const collection of [services, tickets, open, busy, held, aside, finished]) collection.clear();
    loadCounters();
    // In the order of their last step, so that the newest of the finished ones are kept.
    const lastStepMs = ({ facts }: TicketRow) => (facts.claim === null ? 0 : hlcToMs(facts.claim.hlc));
    const rows = [...store.ticketsOfDay(day)].sort((a, b) => lastStepMs(a) - lastStepMs(b));
    for (const { facts } of rows) put(facts, () => store.hasRating(facts.ticket));
    alerts.load(day);
    calls.load({ day, tickets: [...tickets.values()] });
    history.load([...tickets.values()]);
  }

  load();
  const stop = store.onCommitted(events => {
    for (const event of events) take(event);
    tell();
  });
  const openIn = (queue: QueueId) => [...(open.get(queue)?.values() ?? [])];
  const callable = (queues: readonly QueueId[]) =>
    queues.flatMap(openIn).filter(({ ticket }) => tickets.get(ticket)?.claim?.at === 'waiting');

  const counterNow = (counter: CounterId): CounterState =>
    counters.get(counter) ?? { counter, at: 'closed', clerk: null, since: null };

  function next(counter: CounterId): Choice | null {
    const place = findCounter(setup, counter);
    if (place === null) return null;
    const waiting = callable(queuesServedBy(setup, place).map(queue => queue.id));
    const rules = setup.calling;
    const skillsAt = (id: CounterId): ReadonlySet<SkillId> => {
      const { clerk } = counterNow(id);
      return new Set([...(rules.desks[id]?.skills ?? []), ...(clerk === null ? [] : (rules.clerkSkills[clerk] ?? []))]);
    };
    return chooseNext({
      waiting,
      counter,
      rules,
      nowMs: now(),
      isClosed: other => counterNow(other).at === 'closed',
      passedOf: history.passedOf,
      skills: skillsAt(counter),
      isAbleElsewhere: (queue, skills) =>
        countersServing(setup, queue).some(({ id }) => {
          if (id === counter || counterNow(id).at !== 'open') return false;
          const able = skillsAt(id);
          return skills.every(skill => able.has(skill));
        }),
      past: history.here(counter),
      preferredLastHour: id => history.preferredLastHour(id, now()),
    });
  }

  return {
    calls,
    alerts,
    setup: () => setup,
    assigned: () => assigned,
    tickets: () => tickets.values(),
    day: () => day,
    openDay(next) {
      day = next;
      readToday();
      load();
      tell();
    },
    ticket: ticket => tickets.get(ticket) ?? null,
    counter: counterNow,
    current(counter) {
      const ticket = busy.get(counter);
      return ticket === undefined ? null : (tickets.get(ticket) ?? null);
    },
    openIn,
    callable,
    lastServices: services.last,
    left: held.leftOfDay,
    leftOfSlot: queue => held.leftOfSlot(queue, now()),
    chooseNext: next,
    willPass: history.willPass,
    setAside(id) {
      const place = findCounter(setup, id);
      const served = place === null ? [] : queuesServedBy(setup, place).map(queue => queue.id);
      return [...aside].flatMap(ticket => {
        const facts = tickets.get(ticket) ?? null;
        const at = facts?.claim?.counter ?? null;
        if (facts === null || at === null) return [];
        const queue = standingOf(facts)?.queue;
        const isLeft = at !== id && counterNow(at).at === 'closed' && queue !== undefined && served.includes(queue);
        return at === id || isLeft ? [facts] : [];
      });
    },
    labelled: label => [...tickets.values()].find(({ issued }) => issued?.label === label) ?? null,
    ahead(ticket) {
      const facts = tickets.get(ticket);
      const queue = facts === undefined ? undefined : standingOf(facts)?.queue;
      const inQueue = queue === undefined ? undefined : open.get(queue);
      const own = inQueue?.get(ticket);
      return inQueue === undefined || own === undefined ? 0 : peopleAhead([...inQueue.values()], own, setup.calling);
    },
    finished: () => finished,
    unfinished: () => [...tickets.values()].filter(isOpen),
    revision: () => revision,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stop();
      listeners.clear();
    },
  };
}

function readSetup(store: HallStore): HallSetup {
  const setup = store.setup();
  if (setup === null) throw new Error('the hall has no setup');
  return setup;
}
