import {
  type FloorCall,
  type FloorCounter,
  type FloorEntries,
  type FloorQueue,
  trendStepMs,
  trendSteps,
} from '../domain/floorApi.ts';
import { waitingTrend, type WaitSpan } from '../domain/floorTrend.ts';
import { type Counter, countersServing, type Queue, queuesServedBy } from '../domain/hallSetup.ts';
import type { QueueId } from '../domain/ids.ts';
import { hlcToMs } from '../domain/ticket.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { LoggedCall } from '../store/calls.ts';
import { type CountedTicket, countedOf, sumsOf } from './floorSums.ts';
import type { HallState } from './hallState.ts';
import type { Entries } from './hallViews.ts';
import { createLiveChannel, type LiveChannel } from './liveChannel.ts';
import { waitingEntry } from './waitingEntry.ts';

const shownCalls = 30;
/** The whole day is summed up for every patch; a supervisor does not read faster than this. */
const gatherMs = 500;
/** Trends and clocks move without an event. */
const tickMs = 10_000;

export type FloorPorts = { store: HallStore; state: HallState; now: () => number; clockSpeed: number };

/** A call as it is listed, with how long its ticket had waited. */
export function floorCall(state: HallState, call: LoggedCall): FloorCall | null {
  const issued = state.ticket(call.ticket)?.issued ?? null;
  if (issued === null) return null;
  const { call: id, ticket, counter, clerk, calledAt, why, because } = call;
  const waitedMs = Math.max(0, calledAt - issued.issuedAt);
  return { call: id, ticket, label: issued.label, counter, clerk, calledAt, waitedMs, why, because: because ?? null };
}

/** Entries of the supervisor's view (`FloorEntries`). */
function floorEntries({ state, now, clockSpeed }: FloorPorts, lastCalls: readonly LoggedCall[]): Entries {
  const setup = state.setup();
  const nowMs = now();
  const all: CountedTicket[] = [];
  const byQueue = new Map<QueueId, CountedTicket[]>();
  const servedAt = new Map<string, number>();
  const lastEnds = new Map<string, number>();
  for (const facts of state.tickets()) {
    const ticket = countedOf(facts);
    if (ticket === null) continue;
    all.push(ticket);
    const queue = byQueue.get(ticket.queue);
    if (queue === undefined) byQueue.set(ticket.queue, [ticket]);
    else queue.push(ticket);
    const counter = facts.claim?.counter ?? null;
    if (counter === null) continue;
    if (ticket.set === 'served') servedAt.set(counter, (servedAt.get(counter) ?? 0) + 1);
    const endedAt = endOf(ticket);
    if (endedAt > (lastEnds.get(counter) ?? 0)) lastEnds.set(counter, endedAt);
  }

  function queueEntry(queue: Queue): FloorQueue {
    const { id, letter, name } = queue;
    const tickets = byQueue.get(id) ?? [];
    const waiting = tickets.filter(({ set }) => set === 'waiting');
    const serving = countersServing(setup, id);
    const numbers = (counters: readonly Counter[]) => counters.map(({ number }) => number);
    return {
      id,
      letter,
      name,
      sums: sumsOf(tickets),
      longestSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ issuedAt }) => issuedAt)),
      wait: waitingEntry(state, queue),
      counters: numbers(serving),
      open: numbers(serving.filter(({ id: counter }) => state.counter(counter).at === 'open')),
      trend: waitingTrend(tickets.map(spanOf), { nowMs, stepMs: trendStepMs, steps: trendSteps }),
    };
  }

  function counterEntry(counter: Counter): FloorCounter {
    const { id, number } = counter;
    const { at, clerk, since } = state.counter(id);
    const facts = state.current(id);
    const current = facts === null ? null : countedOf(facts);
    const claim = facts?.claim ?? null;
    const label = facts?.issued?.label;
    const isCalled = claim?.at === 'called' || claim?.at === 'serving';
    const ticket =
      facts === null || current === null || label === undefined || claim === null || !isCalled
        ? null
        : {
            ticket: facts.ticket,
            label,
            queue: current.queue,
            at: claim.at === 'called' ? ('called' as const) : ('serving' as const),
            since: hlcToMs(claim.hlc),
          };
    const ended = lastEnds.get(id) ?? 0;
    const idleSince = at === 'open' && ticket === null ? Math.max(since ?? 0, ended) : null;
    return {
      id,
      number,
      at,
      clerk,
      since,
      ticket,
      idleSince,
      queues: queuesServedBy(setup, counter).map(({ id: queue }) => queue),
      isReassigned: state.assigned().has(id),
      served: servedAt.get(id) ?? 0,
    };
  }

  const entries: FloorEntries = {
    hall: {
      name: setup.hall.name,
      rules: setup.floor,
      named: Object.fromEntries([...setup.calling.classes, ...setup.calling.skills].map(({ id, name }) => [id, name])),
    },
    clock: { atMs: nowMs, speed: clockSpeed },
    sums: sumsOf(all),
  };
  return {
    ...entries,
    ...Object.fromEntries(setup.queues.map(queue => [`queue:${queue.id}`, queueEntry(queue)])),
    ...Object.fromEntries(setup.counters.map(counter => [`counter:${counter.id}`, counterEntry(counter)])),
    ...Object.fromEntries(state.alerts.kiosks().map(kiosk => [`kiosk:${kiosk.kiosk}`, kiosk])),
    ...state.alerts.entries(),
    ...Object.fromEntries(
      lastCalls.flatMap(call => {
        const shown = floorCall(state, call);
        return shown === null ? [] : [[`call:${shown.call}`, shown]];
      }),
    ),
  };
}

const spanOf = ({ issuedAt, calledAt, endedAt }: CountedTicket): WaitSpan => ({
  fromMs: issuedAt,
  toMs: calledAt ?? endedAt,
});

/** When a ticket left its counter; 0 = it has not. */
function endOf({ facts, endedAt, set }: CountedTicket): number {
  if (facts.claim === null || set === 'waiting' || set === 'atCounter') return 0;
  return endedAt ?? hlcToMs(facts.claim.hlc);
}

/** The channel of the supervisor's view: touched by every commit, drawn at most twice a second, and by itself every ten. */
export function createFloorChannel(ports: FloorPorts): LiveChannel {
  const { store, state } = ports;
  let calls: readonly LoggedCall[] = [];
  let readFor = '';
  /** Read when something was committed, never by the view: it may be drawn a moment after the store was closed. */
  function readCalls(): void {
    calls = store.lastCalls({ bday: state.day(), counter: '', limit: shownCalls });
    readFor = state.day();
  }
  readCalls();
  store.onCommitted(events => {
    if (readFor !== state.day() || events.some(({ type }) => type === 'ticket.called')) readCalls();
  });
  const channel = createLiveChannel(() => floorEntries(ports, calls));
  let isPending = false;
  function touch(): void {
    if (isPending) return;
    isPending = true;
    setTimeout(() => {
      isPending = false;
      channel.touch();
    }, gatherMs).unref();
  }
  setInterval(() => channel.touch(), tickMs).unref();
  return { ...channel, touch };
}
