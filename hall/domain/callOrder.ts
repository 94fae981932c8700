import { beijingTime } from './beijingTime.ts';
import type { CallingRules } from './callingRules.ts';
import type { Hlc } from './event.ts';
import type { CounterId, QueueId, TicketId } from './ids.ts';
import type { Label } from './label.ts';
import type { Language } from './language.ts';
import { compareHlc, hlcAtMs, hlcToMs, standingOf, type TicketFacts } from './ticket.ts';

/** A ticket that may be called. */
export type WaitingTicket = {
  ticket: TicketId;
  label: Label;
  queue: QueueId;
  leg: number;
  priority: number;
  language: Language;
  /** The reading its wait counts from, and its wall-clock part. */
  since: Hlc;
  sinceMs: number;
  /** The only counter that may call it; null = any. */
  toCounter: CounterId | null;
  /** Nobody calls it earlier, UTC epoch ms; null = at once. */
  notBefore: number | null;
  returns: number;
  /** The slot it is called as due at, UTC epoch ms; null without an appointment, when late, or after nobody came. */
  appointmentAt: number | null;
};

/** A ticket as it stands in its queue; null when it does not wait (or its issue is not known yet). */
export function waitingTicketOf(facts: TicketFacts): WaitingTicket | null {
  const { ticket, issued, claim } = facts;
  const standing = standingOf(facts);
  if (issued === null || claim === null || standing === null) return null;
  if (claim.at !== 'issued' && claim.at !== 'waiting') return null;
  const { queue, priority, toCounter, returns } = standing;
  const { label, language } = issued;
  const { appointment } = facts;
  const appointmentAt = appointment === undefined || appointment.late || returns > 0 ? null : appointment.startsAt;
  // Who comes early for an appointment waits from its slot on, not before: coming early buys no turn.
  const isEarly = appointmentAt !== null && appointmentAt > hlcToMs(standing.since);
  const since = isEarly ? hlcAtMs(appointmentAt) : standing.since;
  const notBefore = isEarly ? Math.max(standing.notBefore ?? 0, appointmentAt) : standing.notBefore;
  const place = { queue, priority, since, sinceMs: hlcToMs(since), toCounter, notBefore, returns, appointmentAt };
  return { ticket, label, leg: claim.leg, language, ...place };
}

const minuteMs = 60_000;

/** Older first; the identity decides between two of one instant, never the number on the slip. */
function compareAge(a: WaitingTicket, b: WaitingTicket): number {
  const time = compareHlc(a.since, b.since);
  if (time !== 0) return time;
  return a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0;
}

/**
 * Calling order: time of issue, where each priority class – and an appointment, from its slot on – counts as a head start. As all of them age alike, the order of
 * two tickets never changes, and nobody is overtaken by one who came later than the head start. Negative = `a` first.
 */
export function compareWaiting(a: WaitingTicket, b: WaitingTicket, rules: CallingRules): number {
  const startOf = ({ sinceMs, priority, appointmentAt }: WaitingTicket) => {
    const minutes = priority * rules.headStartMinutes + (appointmentAt === null ? 0 : rules.appointmentMinutes);
    return sinceMs - minutes * minuteMs;
  };
  return startOf(a) - startOf(b) || b.priority - a.priority || compareAge(a, b);
}

export type Choice = {
  ticket: WaitingTicket;
  /** Why this one, for the supervisor (Chinese). */
  why: string;
  /** The oldest candidate, when it was passed over. */
  passed: TicketId | null;
};

export type Asking = {
  waiting: readonly WaitingTicket[];
  counter: CounterId;
  rules: CallingRules;
  nowMs: number;
  /** A counter that has closed keeps nobody waiting for it alone. */
  isClosed: (counter: CounterId) => boolean;
  /** How often a ticket was passed over while it was the oldest of a counter. */
  passedOf: (ticket: TicketId) => number;
};

/**
 * Picks the next ticket for a counter among those it serves; null = nobody can be called now. The oldest candidate goes
 * first as soon as it has been passed over `mostPassed` times, so k older ones and any arrivals cost a ticket at most
 * (k + 1) × (mostPassed + 1) calls.
 */
export function chooseNext({ waiting, counter, rules, nowMs, isClosed, passedOf }: Asking): Choice | null {
  const candidates = waiting.filter(
    ({ toCounter, notBefore }) =>
      (toCounter === null || toCounter === counter || isClosed(toCounter)) &&
      (notBefore === null || notBefore <= nowMs),
  );
  const oldest = firstOf(candidates, compareAge);
  if (oldest === null) return null;
  const timesPassed = passedOf(oldest.ticket);
  if (timesPassed >= rules.mostPassed)
    return { ticket: oldest, why: `已让过 ${timesPassed} 个号，轮到等候最久的号`, passed: null };
  const speaks = rules.speaks[counter] ?? [];
  const headStart = (ticket: WaitingTicket): WaitingTicket =>
    ticket.language !== 'zh' && speaks.includes(ticket.language)
      ? { ...ticket, sinceMs: ticket.sinceMs - rules.languageMinutes * minuteMs }
      : ticket;
  const chosen = firstOf(candidates.map(headStart), (a, b) => compareWaiting(a, b, rules));
  const first = candidates.find(({ ticket }) => ticket === chosen?.ticket) ?? oldest;
  const passed = first === oldest ? null : oldest.ticket;
  return {
    ticket: first,
    why: reasonFor({ first, counter, candidates, isSpoken: chosen?.sinceMs !== first.sinceMs }),
    passed,
  };
}

function firstOf<T>(all: readonly T[], compare: (a: T, b: T) => number): T | null {
  return all.reduce<T | null>((first, one) => (first === null || compare(one, first) < 0 ? one : first), null);
}

function reasonFor(request: {
  first: WaitingTicket;
  counter: CounterId;
  candidates: readonly WaitingTicket[];
  isSpoken: boolean;
}): string {
  const { first, counter, candidates, isSpoken } = request;
  const older = candidates.filter(other => compareAge(other, first) < 0).length;
  const privileged = candidates.filter(other => other.priority > first.priority).length;
  const own = `${first.toCounter !== counter ? '' : '转到本窗口的号；'}${first.appointmentAt === null ? '' : `预约 ${beijingTime(first.appointmentAt)} 到点；`}`;
  if (older > 0 && first.appointmentAt !== null && first.priority === 0) return `${own}先于 ${older} 个更早的号`;
  if (older > 0 && first.priority > 0) return `${own}优先级 ${first.priority}，先于 ${older} 个更早的号`;
  if (older > 0 && isSpoken) return `${own}语言与本窗口相符，先于 ${older} 个更早的号`;
  if (privileged > 0) return `${own}等候已久，先于 ${privileged} 个优先号`;
  return `${own}等候最久，共 ${candidates.length} 个号在等`;
}

/** How many waiting tickets of the same queue come before this one. */
export function peopleAhead(waiting: readonly WaitingTicket[], ticket: WaitingTicket, rules: CallingRules): number {
  return waiting.filter(other => other.queue === ticket.queue && compareWaiting(other, ticket, rules) < 0).length;
}
