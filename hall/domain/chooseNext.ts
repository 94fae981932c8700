import { compareAge, compareWaiting, minuteMs, type WaitingTicket } from './callOrder.ts';
import type { CallReason } from './callReason.ts';
import type { CallingRules } from './callingRules.ts';
import type { CounterId, QueueId, TicketId } from './ids.ts';
import { isCapUsedUp, type PastCall } from './priorityCap.ts';
import type { ClassId, SkillId } from './priorityClass.ts';
import { fullQueues, shareOf } from './queueShares.ts';

export type Choice = {
  ticket: WaitingTicket;
  /** Why this one, in clauses for the supervisor. */
  because: readonly CallReason[];
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
  /** What the counter and its clerk can do. */
  skills: ReadonlySet<SkillId>;
  /** Whether another open counter that serves the queue has all these skills. */
  isAbleElsewhere: (queue: QueueId, skills: readonly SkillId[]) => boolean;
  /** The last calls of this counter, oldest first. */
  past: readonly PastCall[];
  /** How often the class went before others within the last hour, in the whole hall. */
  preferredLastHour: (priorityClass: ClassId) => number;
};

/** What a ticket asks of the counter: by its queue, and by its class. */
function needsOf(ticket: WaitingTicket, { queueNeeds, classes }: CallingRules): readonly SkillId[] {
  const ofClass = classes.find(({ id }) => id === ticket.class)?.needs ?? [];
  return [...new Set([...(queueNeeds[ticket.queue] ?? []), ...ofClass])];
}

/** Tickets this counter may call at all. A skill nobody at work has keeps nobody waiting. */
function callableHere({ waiting, counter, rules, nowMs, isClosed, skills, isAbleElsewhere }: Asking) {
  return waiting.filter(ticket => {
    const { toCounter, notBefore, queue } = ticket;
    if (notBefore !== null && notBefore > nowMs) return false;
    if (toCounter === counter) return true;
    if (toCounter !== null && !isClosed(toCounter)) return false;
    const needs = needsOf(ticket, rules);
    return needs.every(skill => skills.has(skill)) || !isAbleElsewhere(queue, needs);
  });
}

/** Own queues first: of the others only what has waited its time, or everything while nobody waits in an own one. */
function turnOf(candidates: readonly WaitingTicket[], { counter, rules, nowMs }: Asking): readonly WaitingTicket[] {
  const desk = rules.desks[counter];
  if (desk === undefined || desk.secondary.length === 0) return candidates;
  const { secondary, secondaryAfterMinutes } = desk;
  const own = candidates.filter(
    ({ queue, toCounter, sinceMs }) =>
      !secondary.includes(queue) || toCounter === counter || nowMs - sinceMs >= secondaryAfterMinutes * minuteMs,
  );
  return own.length > 0 ? own : candidates;
}

/**
 * Picks the next ticket for a counter among those it serves; null = nobody can be called now. The oldest candidate goes
 * first as soon as it has been passed over `mostPassed` times, so k older ones and any arrivals cost a ticket at most
 * (k + 1) × (mostPassed + 1) calls, whatever ratio, class or language says; one of a queue the counter only helps out
 * with, counted from the moment it has waited `secondaryAfterMinutes`.
 */
export function chooseNext(asking: Asking): Choice | null {
  const { rules, passedOf } = asking;
  const candidates = turnOf(callableHere(asking), asking);
  const oldest = firstOf(candidates, compareAge);
  if (oldest === null) return null;
  const times = passedOf(oldest.ticket);
  if (times >= rules.mostPassed) {
    return { ticket: oldest, because: [...circumstancesOf(oldest, asking), { is: 'bound', times }], passed: null };
  }
  const shares = rules.desks[asking.counter]?.shares ?? {};
  const full = fullQueues({ shares, queues: candidates.map(({ queue }) => queue), past: asking.past });
  const pool = candidates.filter(({ queue }) => !full.has(queue));
  const chosen = bestOf(pool, asking, true) ?? oldest;
  const because: CallReason[] = [...circumstancesOf(chosen, asking)];
  if (full.size > 0 && full.has((bestOf(candidates, asking, true) ?? oldest).queue)) {
    const queues = [...new Set(candidates.map(({ queue }) => queue))];
    const of = queues.reduce((sum, queue) => sum + shareOf(shares, queue), 0);
    because.push({ is: 'share', queue: chosen.queue, share: shareOf(shares, chosen.queue), of });
  }
  const uncapped = bestOf(pool, asking, false);
  if (uncapped !== null && uncapped.class !== null && uncapped.ticket !== chosen.ticket)
    because.push({ is: 'capped', class: uncapped.class });
  because.push(rankOf(chosen, pool, asking));
  return { ticket: chosen, because, passed: chosen.ticket === oldest.ticket ? null : oldest.ticket };
}

function firstOf<T>(all: readonly T[], compare: (a: T, b: T) => number): T | null {
  return all.reduce<T | null>((first, one) => (first === null || compare(one, first) < 0 ? one : first), null);
}

/** Its priority for now: a class whose cap is used up gives none. */
function priorityNow({ class: id, priority }: WaitingTicket, { rules, past, preferredLastHour }: Asking): number {
  const known = id === null ? undefined : rules.classes.find(one => one.id === id);
  if (known === undefined || !isCapUsedUp({ of: known, past, preferredLastHour: preferredLastHour(known.id) }))
    return priority;
  return Math.max(0, priority - known.level);
}

function isSpoken({ language }: WaitingTicket, { rules, counter }: Asking): boolean {
  return language !== 'zh' && (rules.speaks[counter] ?? []).includes(language);
}

/** The first of the calling order, with what language and caps make of it at this counter. */
function bestOf(pool: readonly WaitingTicket[], asking: Asking, isCapped: boolean): WaitingTicket | null {
  const { rules } = asking;
  const seen = pool.map(ticket => ({
    ticket,
    here: {
      ...ticket,
      priority: isCapped ? priorityNow(ticket, asking) : ticket.priority,
      sinceMs: isSpoken(ticket, asking) ? ticket.sinceMs - rules.languageMinutes * minuteMs : ticket.sinceMs,
    },
  }));
  return firstOf(seen, (a, b) => compareWaiting(a.here, b.here, rules))?.ticket ?? null;
}

/** What made it a candidate here, apart from its rank. */
function circumstancesOf(ticket: WaitingTicket, { counter, rules, skills, nowMs }: Asking): CallReason[] {
  const { toCounter, appointmentAt: at } = ticket;
  const reasons: CallReason[] = at === null ? [] : [{ is: 'appointment', at }];
  if (toCounter === counter) return [{ is: 'own' }, ...reasons];
  const needs = needsOf(ticket, rules);
  const missing = needs.find(skill => !skills.has(skill));
  const [skill] = needs;
  if (missing !== undefined) reasons.push({ is: 'unskilled', skill: missing });
  else if (skill !== undefined) reasons.push({ is: 'skill', skill });
  const desk = rules.desks[counter];
  if (desk?.secondary.includes(ticket.queue) === true) {
    const waited = Math.floor((nowMs - ticket.sinceMs) / minuteMs);
    const minutes = waited >= desk.secondaryAfterMinutes ? Math.min(waited, 9_999) : null;
    reasons.push({ is: 'secondary', minutes });
  }
  return reasons;
}

/** Why it is the first of those whose turn it could be. */
function rankOf(chosen: WaitingTicket, pool: readonly WaitingTicket[], asking: Asking): CallReason {
  const priority = priorityNow(chosen, asking);
  const older = pool.filter(other => compareAge(other, chosen) < 0).length;
  const privileged = pool.filter(other => priorityNow(other, asking) > priority).length;
  if (older > 0 && chosen.appointmentAt !== null && priority === 0) return { is: 'due', older };
  if (older > 0 && priority > 0) {
    const isOfClass = asking.rules.classes.some(({ id }) => id === chosen.class) && priority === chosen.priority;
    return chosen.class !== null && isOfClass
      ? { is: 'class', class: chosen.class, older }
      : { is: 'priority', priority, older };
  }
  if (older > 0 && isSpoken(chosen, asking)) return { is: 'language', older };
  if (privileged > 0) return { is: 'aged', others: privileged };
  return { is: 'longest', waiting: pool.length };
}
