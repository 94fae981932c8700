import type { BusinessDay } from '../domain/businessDay.ts';
import { type Choice, chooseNext, peopleAhead, type WaitingTicket } from '../domain/callOrder.ts';
import type { KnownEvent } from '../domain/event.ts';
import type { FinishedTicket } from '../domain/hallApi.ts';
import { findCounter, type HallSetup, type Queue } from '../domain/hallSetup.ts';
import type { CounterId, QueueId, TicketId } from '../domain/ids.ts';
import { hlcToMs, mergeTicket, type TicketFacts, ticketOf } from '../domain/ticket.ts';
import type { CounterState, HallStore } from '../store/hallStore.ts';
import { type CallLedger, createCallLedger } from './callLedger.ts';

/** Today's tickets in memory: loaded once from the store, then kept up with every commit by the same join the store uses. */
export type HallState = {
  readonly calls: CallLedger;
  setup(): HallSetup;
  day(): BusinessDay;
  /** Starts over with the tickets of `day`; also after the setup of the hall has changed. */
  openDay(day: BusinessDay): void;
  ticket(ticket: TicketId): TicketFacts | null;
  counter(counter: CounterId): CounterState;
  /** The ticket that is called or served at a counter now. */
  current(counter: CounterId): TicketFacts | null;
  /** Tickets of a queue nobody has called yet; those no kiosk has shown so far are counted too. */
  openIn(queue: QueueId): readonly WaitingTicket[];
  /** Tickets of some queues that may be called, unordered. */
  callable(queues: readonly QueueId[]): readonly WaitingTicket[];
  /** Numbers of the day that may still be given; null without a quota. */
  left(queue: Queue): number | null;
  chooseNext(queues: readonly QueueId[]): Choice | null;
  /** How many people stand before a ticket of its queue; 0 when it waits no more. */
  ahead(ticket: TicketId): number;
  /** Finished today and not rated. The entry of a ticket stays the same object while it does not change. */
  finished(): ReadonlyMap<TicketId, FinishedTicket>;
  /** Every ticket of the day that is not over. */
  unfinished(): readonly TicketFacts[];
  onChange(listener: () => void): () => void;
  close(): void;
};

export function createHallState(ports: { store: HallStore; day: BusinessDay }): HallState {
  const { store } = ports;
  let day = ports.day;
  let setup = readSetup(store);
  let counters = new Map<CounterId, CounterState>();
  const tickets = new Map<TicketId, TicketFacts>();
  const open = new Map<QueueId, Map<TicketId, WaitingTicket>>();
  const busy = new Map<CounterId, TicketId>();
  const held = new Map<QueueId, number>();
  const finished = new Map<TicketId, FinishedTicket>();
  const listeners = new Set<() => void>();
  const calls = createCallLedger({ store });

  const loadCounters = () => {
    counters = new Map(store.counters().map(state => [state.counter, state]));
  };

  /** A number counts against the quota of its queue until it is given back. */
  function count({ issued, claim }: TicketFacts, step: 1 | -1): void {
    if (issued === null || claim?.at === 'cancelled' || claim?.at === 'voided') return;
    held.set(issued.queue, (held.get(issued.queue) ?? 0) + step);
  }

  /** Takes a ticket out of everything derived from it. */
  function forget(facts: TicketFacts): void {
    const { ticket, issued, claim } = facts;
    count(facts, -1);
    if (issued !== null) open.get(issued.queue)?.delete(ticket);
    const counter = claim?.counter ?? null;
    if (counter !== null && busy.get(counter) === ticket) busy.delete(counter);
    finished.delete(ticket);
  }

  function put(facts: TicketFacts, isRated: () => boolean): void {
    const before = tickets.get(facts.ticket);
    if (before !== undefined) forget(before);
    tickets.set(facts.ticket, facts);
    count(facts, 1);
    const { ticket, issued, claim, endedAt } = facts;
    if (claim === null || issued === null) return;
    if (claim.at === 'issued' || claim.at === 'waiting') {
      const { label, queue, priority, hlc } = issued;
      const inQueue = open.get(queue) ?? new Map<TicketId, WaitingTicket>();
      inQueue.set(ticket, { ticket, label, queue, leg: claim.leg, priority, issuedHlc: hlc });
      open.set(queue, inQueue);
    }
    if (claim.counter === null) return;
    if (claim.at === 'called' || claim.at === 'serving') busy.set(claim.counter, ticket);
    const number = findCounter(setup, claim.counter)?.number;
    if (claim.at === 'done' && endedAt !== null && number !== undefined && !isRated()) {
      const { label, code } = issued;
      finished.set(ticket, { ticket, label, counter: number, endedAt: hlcToMs(endedAt), code });
    }
  }

  function take(event: KnownEvent): void {
    if (event.type === 'rating.given') finished.delete(event.body.ticket);
    if (event.type.startsWith('counter.')) loadCounters();
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
    calls.take(event, tickets.get(ticket) ?? null);
  }

  function load(): void {
    for (const collection of [tickets, open, busy, held, finished]) collection.clear();
    loadCounters();
    for (const { facts } of store.ticketsOfDay(day)) put(facts, () => store.hasRating(facts.ticket));
    calls.load({ day, tickets: [...tickets.values()] });
  }

  const tell = () => {
    for (const listener of listeners) listener();
  };
  load();
  const stop = store.onCommitted(events => {
    for (const event of events) take(event);
    tell();
  });
  const openIn = (queue: QueueId) => [...(open.get(queue)?.values() ?? [])];
  const callable = (queues: readonly QueueId[]) =>
    queues.flatMap(openIn).filter(({ ticket }) => tickets.get(ticket)?.claim?.at === 'waiting');

  return {
    calls,
    setup: () => setup,
    day: () => day,
    openDay(next) {
      day = next;
      setup = readSetup(store);
      load();
      tell();
    },
    ticket: ticket => tickets.get(ticket) ?? null,
    counter: counter => counters.get(counter) ?? { counter, at: 'closed', clerk: null },
    current(counter) {
      const ticket = busy.get(counter);
      return ticket === undefined ? null : (tickets.get(ticket) ?? null);
    },
    openIn,
    callable,
    left: ({ id, quotaPerDay }) => (quotaPerDay === null ? null : Math.max(0, quotaPerDay - (held.get(id) ?? 0))),
    chooseNext: queues => chooseNext(callable(queues), queues),
    ahead(ticket) {
      const queue = tickets.get(ticket)?.issued?.queue;
      const inQueue = queue === undefined ? undefined : open.get(queue);
      const own = inQueue?.get(ticket);
      return inQueue === undefined || own === undefined ? 0 : peopleAhead([...inQueue.values()], own);
    },
    finished: () => finished,
    unfinished: () =>
      [...tickets.values()].filter(
        ({ claim }) => claim !== null && ['issued', 'waiting', 'called', 'serving'].includes(claim.at),
      ),
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
