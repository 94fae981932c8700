import type { FloorSums, FloorTicket } from '../domain/floorApi.ts';
import type { QueueId } from '../domain/ids.ts';
import type { TicketSet } from '../domain/staffWords.ts';
import { hlcToMs, standingOf, type TicketFacts } from '../domain/ticket.ts';

/** A ticket as the supervisor's figures count it. */
export type CountedTicket = {
  facts: TicketFacts;
  queue: QueueId;
  set: Exclude<TicketSet, 'issued'>;
  issuedAt: number;
  calledAt: number | null;
  endedAt: number | null;
};

const setOf = {
  issued: 'waiting',
  waiting: 'waiting',
  called: 'atCounter',
  serving: 'atCounter',
  held: 'held',
  done: 'served',
  no_show: 'noShow',
  cancelled: 'cancelled',
} as const;

/** Facts never change, they are replaced; so what was counted once need not be read again. */
const counted = new WeakMap<TicketFacts, CountedTicket>();
const msOf = (hlc: TicketFacts['calledAt']) => (hlc === null ? null : hlcToMs(hlc));

/** Null for a number that nobody holds, or whose issue is not known yet. */
export function countedOf(facts: TicketFacts): CountedTicket | null {
  const known = counted.get(facts);
  if (known !== undefined) return known;
  const { issued, claim } = facts;
  const standing = standingOf(facts);
  if (issued === null || claim === null || standing === null || claim.at === 'voided') return null;
  const next: CountedTicket = {
    facts,
    queue: standing.queue,
    set: setOf[claim.at],
    issuedAt: issued.issuedAt,
    calledAt: msOf(facts.calledAt),
    endedAt: msOf(facts.endedAt),
  };
  counted.set(facts, next);
  return next;
}

/** The figures of some tickets. A wait counts from the number to the first call, a service from there to its end. */
export function sumsOf(tickets: Iterable<CountedTicket>): FloorSums {
  const sums = { issued: 0, waiting: 0, atCounter: 0, held: 0, served: 0, noShow: 0, cancelled: 0 };
  let [waits, waitMs, services, serviceMs] = [0, 0, 0, 0];
  for (const { set, issuedAt, calledAt, endedAt } of tickets) {
    sums.issued += 1;
    sums[set] += 1;
    if (calledAt === null) continue;
    waits += 1;
    waitMs += Math.max(0, calledAt - issuedAt);
    if (set !== 'served' || endedAt === null) continue;
    services += 1;
    serviceMs += Math.max(0, endedAt - calledAt);
  }
  return {
    ...sums,
    averageWaitMs: waits === 0 ? null : Math.round(waitMs / waits),
    averageServiceMs: services === 0 ? null : Math.round(serviceMs / services),
  };
}

/** A ticket as it is listed behind a figure. */
export function floorTicket(
  { facts, queue, issuedAt, calledAt, endedAt }: CountedTicket,
  nowMs: number,
): FloorTicket | null {
  const { ticket, issued, claim, print, servingAt } = facts;
  const standing = standingOf(facts);
  if (issued === null || claim === null || standing === null) return null;
  return {
    ticket,
    label: issued.label,
    queue,
    at: claim.at,
    priority: standing.priority,
    issuedAt,
    calledAt,
    servingAt: msOf(servingAt),
    endedAt,
    counter: claim.counter,
    clerk: claim.clerk,
    waitedMs: Math.max(0, (calledAt ?? endedAt ?? nowMs) - issuedAt),
    print: print?.at ?? null,
    toCounter: standing.toCounter,
  };
}
