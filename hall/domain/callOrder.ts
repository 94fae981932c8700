import type { CallingRules } from './callingRules.ts';
import type { Hlc } from './event.ts';
import type { CounterId, QueueId, TicketId } from './ids.ts';
import type { Label } from './label.ts';
import type { Language } from './language.ts';
import type { ClassId } from './priorityClass.ts';
import { compareHlc, hlcAtMs, hlcToMs, standingOf, type TicketFacts } from './ticket.ts';

/** A ticket that may be called. */
export type WaitingTicket = {
  ticket: TicketId;
  label: Label;
  queue: QueueId;
  leg: number;
  priority: number;
  /** The priority class it was given; null = none. */
  class: ClassId | null;
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
  const { queue, priority, class: priorityClass, toCounter, returns } = standing;
  const { label, language } = issued;
  const { appointment } = facts;
  const appointmentAt = appointment === undefined || appointment.late || returns > 0 ? null : appointment.startsAt;
  // Who comes early for an appointment waits from its slot on, not before: coming early buys no turn.
  const isEarly = appointmentAt !== null && appointmentAt > hlcToMs(standing.since);
  const since = isEarly ? hlcAtMs(appointmentAt) : standing.since;
  const notBefore = isEarly ? Math.max(standing.notBefore ?? 0, appointmentAt) : standing.notBefore;
  const place = { queue, priority, since, sinceMs: hlcToMs(since), toCounter, notBefore, returns, appointmentAt };
  return { ticket, label, leg: claim.leg, class: priorityClass, language, ...place };
}

export const minuteMs = 60_000;

/** Older first; the identity decides between two of one instant, never the number on the slip. */
export function compareAge(a: WaitingTicket, b: WaitingTicket): number {
  const time = compareHlc(a.since, b.since);
  if (time !== 0) return time;
  return a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0;
}

/**
 * Calling order: time of issue, where each priority level – and an appointment, from its slot on – counts as a head start.
 * As all of them age alike, the order of two tickets never changes, and nobody is overtaken by one who came later than the
 * head start. Negative = `a` first.
 */
export function compareWaiting(a: WaitingTicket, b: WaitingTicket, rules: CallingRules): number {
  const startOf = ({ sinceMs, priority, appointmentAt }: WaitingTicket) => {
    const minutes = priority * rules.headStartMinutes + (appointmentAt === null ? 0 : rules.appointmentMinutes);
    return sinceMs - minutes * minuteMs;
  };
  return startOf(a) - startOf(b) || b.priority - a.priority || compareAge(a, b);
}

/** How many waiting tickets of the same queue come before this one. */
export function peopleAhead(waiting: readonly WaitingTicket[], ticket: WaitingTicket, rules: CallingRules): number {
  return waiting.filter(other => other.queue === ticket.queue && compareWaiting(other, ticket, rules) < 0).length;
}
