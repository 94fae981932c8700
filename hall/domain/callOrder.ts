import type { Hlc } from './event.ts';
import type { QueueId, TicketId } from './ids.ts';
import type { Label } from './label.ts';
import { compareHlc } from './ticket.ts';

/** A ticket that may be called now. */
export type WaitingTicket = {
  ticket: TicketId;
  label: Label;
  queue: QueueId;
  leg: number;
  priority: number;
  issuedHlc: Hlc;
};

/** Calling order: priority class, then time of issue, then label. Never the number itself: a kiosk that was cut off
 * issues from a series of its own. Negative when `a` comes first. */
export function compareWaiting(a: WaitingTicket, b: WaitingTicket): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const time = compareHlc(a.issuedHlc, b.issuedHlc);
  if (time !== 0) return time;
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}

export type Choice = { ticket: WaitingTicket; why: string };

/** Picks the next ticket for a counter that serves `queues`, with the reason in words a supervisor can read; null = empty. */
export function chooseNext(waiting: readonly WaitingTicket[], queues: readonly QueueId[]): Choice | null {
  const candidates = waiting.filter(ticket => queues.includes(ticket.queue)).sort(compareWaiting);
  const first = candidates[0];
  if (first === undefined) return null;
  const passed = candidates.filter(ticket => compareHlc(ticket.issuedHlc, first.issuedHlc) < 0).length;
  const why =
    passed > 0 ? `优先级 ${first.priority}，先于 ${passed} 个更早的号` : `等候最久，共 ${candidates.length} 个号在等`;
  return { ticket: first, why };
}

/** How many waiting tickets of the same queue come before this one. */
export function peopleAhead(waiting: readonly WaitingTicket[], ticket: WaitingTicket): number {
  return waiting.filter(other => other.queue === ticket.queue && compareWaiting(other, ticket) < 0).length;
}
