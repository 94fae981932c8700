import type { EventBody, Hlc, KnownEvent } from './event.ts';
import { compareHlc } from './hlc.ts';
import type { CallReason } from './callReason.ts';
import type { AccountId, CallId, CounterId, DeviceId, TicketId } from './ids.ts';
import { comparePlaces, compareWishes, placeOf, type TicketPlace, type TicketWish } from './ticketPlace.ts';

/* The clock's words and the place of a ticket are read together with its facts nearly everywhere. */
export { compareHlc, hlcAtMs, hlcToMs } from './hlc.ts';
export { standingOf } from './ticketPlace.ts';

/** Where a ticket stands. `issued` = the number exists but no kiosk has shown it yet: counted, never called. */
export const ticketStates = [
  'issued',
  'waiting',
  'called',
  'serving',
  'held',
  'no_show',
  'done',
  'cancelled',
  'voided',
] as const;
export type TicketAt = (typeof ticketStates)[number];

const rank: Record<TicketAt, number> = {
  issued: 0,
  waiting: 1,
  called: 2,
  serving: 3,
  held: 4,
  no_show: 5,
  done: 6,
  cancelled: 7,
  voided: 8,
};

/** One claim about where a ticket stands, with what decides between two claims. */
export type TicketClaim = {
  leg: number;
  at: TicketAt;
  hlc: Hlc;
  dev: DeviceId;
  counter: CounterId | null;
  clerk: AccountId | null;
  call: CallId | null;
  why: string | null;
  /** Why it was called, as data; absent in claims that are no call and in those of older programs. */
  because?: readonly CallReason[] | undefined;
};

export type PrintState = { at: 'printed' | 'failed' | 'uncertain'; reason: string | null; hlc: Hlc };

/** The appointment whose check-in gave this ticket. */
export type TicketAppointment = Pick<EventBody<'appointment.checked_in'>, 'appointment' | 'startsAt' | 'late'> & {
  hlc: Hlc;
};

/** All that is known of a ticket. Every field is a join, so any order of arrival of its events gives the same facts. */
export type TicketFacts = {
  ticket: TicketId;
  issued: (EventBody<'ticket.issued'> & { hlc: Hlc /** Known from its slip only. */; adopted?: true }) | null;
  /** Absent for one matter without a class. */
  wish?: TicketWish;
  claim: TicketClaim | null;
  print: PrintState | null;
  recalls: number;
  /** Leg the recalls belong to; absent = the first. */
  recallLeg?: number;
  /** Absent as long as the ticket waits where it was issued; so rows written before tickets could move stay as they are. */
  place?: TicketPlace;
  /** Absent for a ticket without an appointment. */
  appointment?: TicketAppointment;
  /** The last note a clerk wrote on it; absent = none ever. */
  noted?: { note: string; hlc: Hlc; counter: CounterId; clerk: AccountId };
  /** First instants as HLC, for waiting and service times. */
  calledAt: Hlc | null;
  servingAt: Hlc | null;
  endedAt: Hlc | null;
};

/** JSON whose keys are sorted: facts that went through a store compare as those that came in an event. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part === null || typeof part !== 'object' || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

/** The rest of a claim, for two that agree in everything that should decide: whatever wins, it wins everywhere. */
function tieOf(claim: TicketClaim): string {
  return sortedJson([claim.dev, claim.counter, claim.clerk, claim.call, claim.why, claim.because ?? null]);
}

/** Positive when `a` wins over `b`: later leg, then higher rank, then the EARLIER claim, then the smaller device name. */
export function compareClaims(a: TicketClaim, b: TicketClaim): number {
  if (a.leg !== b.leg) return a.leg - b.leg;
  if (rank[a.at] !== rank[b.at]) return rank[a.at] - rank[b.at];
  const earlier = compareHlc(b.hlc, a.hlc);
  if (earlier !== 0) return earlier;
  const [tieA, tieB] = [tieOf(a), tieOf(b)];
  return tieA < tieB ? 1 : tieA > tieB ? -1 : 0;
}

type Earliest = Hlc | null;
const earliest = (a: Earliest, b: Hlc): Hlc => (a === null || compareHlc(b, a) < 0 ? b : a);

const emptyFacts = (ticket: TicketId): TicketFacts => ({
  ticket,
  issued: null,
  claim: null,
  print: null,
  recalls: 0,
  calledAt: null,
  servingAt: null,
  endedAt: null,
});

function claimOf(event: KnownEvent): TicketClaim | null {
  const base = { hlc: event.hlc, dev: event.dev, counter: null, clerk: null, call: null, why: null };
  switch (event.type) {
    case 'ticket.issued':
      return { ...base, leg: 0, at: 'issued' };
    case 'ticket.adopted':
      return { ...base, leg: 0, at: event.body.hasSlip ? 'waiting' : 'issued' };
    case 'ticket.printed':
    // A copy can be the first paper: the kiosk that was to print the slip died before it could.
    case 'ticket.reprinted':
    case 'ticket.print_failed':
    case 'ticket.print_uncertain':
      return { ...base, leg: 0, at: 'waiting' };
    case 'ticket.called':
      return { ...base, ...event.body, at: 'called' };
    case 'ticket.serving':
      return { ...base, ...event.body, at: 'serving' };
    case 'ticket.done':
      return { ...base, ...event.body, at: 'done' };
    case 'ticket.no_show':
      return { ...base, ...event.body, at: 'no_show' };
    case 'ticket.held':
      return { ...base, ...event.body, why: event.body.reason, at: 'held' };
    case 'ticket.resumed':
      return { ...base, ...event.body, at: event.body.to };
    case 'ticket.requeued':
    case 'ticket.transferred':
    case 'ticket.classified':
    case 'ticket.call_withdrawn':
    case 'ticket.rerouted':
      return { ...base, leg: event.body.leg, at: 'waiting' };
    case 'ticket.matter_done': {
      const { leg, to, counter, clerk } = event.body;
      return to === 'waiting' ? { ...base, leg, at: to } : { ...base, leg, counter, clerk, at: to };
    }
    case 'ticket.cancelled':
      return { ...base, leg: event.body.leg, at: 'cancelled' };
    case 'number.voided':
      return { ...base, leg: 99, at: 'voided' };
    default:
      return null;
  }
}

/** States of a ticket whose matter is not over. */
export const openStates = ['issued', 'waiting', 'called', 'serving', 'held'] as const;
export type OpenTicketAt = (typeof openStates)[number];

/** Whether the matter of a ticket is not over: its holder has a number. */
export function isOpen({ claim }: TicketFacts): boolean {
  return claim !== null && openStateOf(claim.at) !== null;
}

/** The state as one of {@link openStates}; null when it is over. */
export function openStateOf(at: TicketAt): OpenTicketAt | null {
  return openStates.find(open => open === at) ?? null;
}

/** How often the present call was repeated. */
export function recallsNow({ recalls, recallLeg, claim }: TicketFacts): number {
  return (recallLeg ?? 0) === (claim?.leg ?? 0) ? recalls : 0;
}

function printStateOf(event: KnownEvent): PrintState | null {
  switch (event.type) {
    case 'ticket.printed':
    case 'ticket.reprinted':
      return { at: 'printed', reason: null, hlc: event.hlc };
    case 'ticket.print_failed':
      return { at: 'failed', reason: event.body.reason, hlc: event.hlc };
    case 'ticket.print_uncertain':
      return { at: 'uncertain', reason: event.body.reason, hlc: event.hlc };
    default:
      return null;
  }
}

/** The latest word about the paper wins; the words themselves break a tie, so that order never decides. */
function comparePrints(a: PrintState, b: PrintState): number {
  const later = compareHlc(a.hlc, b.hlc);
  if (later !== 0) return later;
  const wordA = `${a.at}${a.reason ?? ''}`;
  const wordB = `${b.at}${b.reason ?? ''}`;
  return wordA < wordB ? -1 : wordA > wordB ? 1 : 0;
}

type Note = NonNullable<TicketFacts['noted']>;

/** The latest note stands; its words break a tie. */
function compareNotes(a: Note, b: Note): number {
  const later = compareHlc(a.hlc, b.hlc);
  if (later !== 0) return later;
  const [wordA, wordB] = [JSON.stringify(a), JSON.stringify(b)];
  return wordA < wordB ? -1 : wordA > wordB ? 1 : 0;
}

type Issue = NonNullable<TicketFacts['issued']>;

/** The issue as a slip tells it. Its reading is the instant on the slip, so it keeps its place in the queue. */
function issueOfSlip({ ticket, label, series, number, queue, issuedAt, code }: EventBody<'ticket.adopted'>): Issue {
  const hlc = String(BigInt(issuedAt) << 16n) as Hlc;
  const told = { ticket, label, series, number, queue, issuedAt, code, hlc };
  return { ...told, priority: 0, language: 'zh', recovered: false, adopted: true };
}

/** Negative when `a` stands: the word of the machine that gave the number, then the earlier issue. One put back from the witness has the reading of the first, so content decides then. */
function compareIssues(a: Issue, b: Issue): number {
  if (a.adopted !== b.adopted) return a.adopted === true ? 1 : -1;
  const time = compareHlc(a.hlc, b.hlc);
  if (time !== 0) return time;
  if (a.recovered !== b.recovered) return a.recovered ? 1 : -1;
  const word = (issue: Issue) => JSON.stringify(Object.entries(issue).sort(([x], [y]) => (x < y ? -1 : 1)));
  return word(a) < word(b) ? -1 : word(a) > word(b) ? 1 : 0;
}

/** Negative when `a` stands: the earlier one, then a fixed order. */
function compareCheckIns(a: TicketAppointment, b: TicketAppointment): number {
  const time = compareHlc(a.hlc, b.hlc);
  if (time !== 0) return time;
  const word = (one: TicketAppointment) => `${one.appointment} ${one.startsAt} ${one.late}`;
  return word(a) < word(b) ? -1 : 1;
}

/** The ticket an event speaks of, or null. Ratings have a table of their own. */
export function ticketOf(event: KnownEvent): TicketId | null {
  if (event.type === 'rating.given' || !('ticket' in event.body)) return null;
  return event.body.ticket;
}

/**
 * Joins one event into what is known of its ticket. Commutative, associative and idempotent (property-tested), so hub,
 * kiosk and region agree whatever order the network delivers. Events of other tickets return the facts unchanged.
 */
export function mergeTicket(facts: TicketFacts | null, event: KnownEvent): TicketFacts | null {
  const ticket = ticketOf(event);
  if (ticket === null || (facts !== null && facts.ticket !== ticket)) return facts;
  const before = facts ?? emptyFacts(ticket);
  const next: TicketFacts = { ...before };
  if (event.type === 'ticket.issued' || event.type === 'ticket.adopted') {
    const issued = event.type === 'ticket.issued' ? { ...event.body, hlc: event.hlc } : issueOfSlip(event.body);
    if (before.issued === null || compareIssues(issued, before.issued) < 0) next.issued = issued;
  }
  const claim = claimOf(event);
  if (claim !== null) {
    const plain: TicketClaim = {
      leg: claim.leg,
      at: claim.at,
      hlc: claim.hlc,
      dev: claim.dev,
      counter: claim.counter,
      clerk: claim.clerk,
      call: claim.call,
      why: claim.why,
      ...(claim.because === undefined ? {} : { because: claim.because }),
    };
    if (before.claim === null || compareClaims(plain, before.claim) > 0) next.claim = plain;
    if (claim.at === 'called') next.calledAt = earliest(before.calledAt, event.hlc);
    if (claim.at === 'serving') next.servingAt = earliest(before.servingAt, event.hlc);
    if (rank[claim.at] >= rank.no_show) next.endedAt = earliest(before.endedAt, event.hlc);
  }
  const print = printStateOf(event);
  if (print !== null && (before.print === null || comparePrints(print, before.print) > 0)) next.print = print;
  if (event.type === 'ticket.described') {
    const { also, class: priorityClass } = event.body;
    const wish: TicketWish = { also, class: priorityClass, hlc: event.hlc };
    if (before.wish === undefined || compareWishes(wish, before.wish) < 0) next.wish = wish;
  }
  const place = placeOf(event);
  if (place !== null && (before.place === undefined || comparePlaces(place, before.place) > 0)) next.place = place;
  if (event.type === 'appointment.checked_in') {
    const { appointment, startsAt, late } = event.body;
    const checkedIn: TicketAppointment = { appointment, startsAt, late, hlc: event.hlc };
    if (before.appointment === undefined || compareCheckIns(checkedIn, before.appointment) < 0)
      next.appointment = checkedIn;
  }
  if (event.type === 'ticket.noted') {
    const { note, counter, clerk } = event.body;
    const noted = { note, hlc: event.hlc, counter, clerk };
    if (before.noted === undefined || compareNotes(noted, before.noted) > 0) next.noted = noted;
  }
  if (event.type === 'ticket.recalled') {
    const { leg, count } = event.body;
    const knownLeg = before.recalls === 0 ? 0 : (before.recallLeg ?? 0);
    if (leg > knownLeg) {
      next.recalls = count;
      next.recallLeg = leg;
    } else if (leg === knownLeg) next.recalls = Math.max(before.recalls, count);
  }
  return next;
}
