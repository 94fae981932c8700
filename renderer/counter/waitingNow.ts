import type { CounterEntries, CounterTicket, QueueEntry } from '../../hall/domain/liveEntries.ts';
import { entriesWith } from '../ui/useLive.ts';

const minuteMs = 60_000;

/** Whole minutes since an instant; clocks of two PCs may differ, so never less than none. */
export function minutesSince(sinceMs: number, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - sinceMs) / minuteMs));
}

/** A queue of this counter and since when its longest waiter waits; null = nobody can be called. */
export type QueueNow = { queue: QueueEntry; oldestAt: number | null };

/** Tickets that can be called, in the hub's order, and what that means for each queue. */
export function waitingNow(entries: Readonly<Partial<CounterEntries>>): {
  waiting: readonly CounterTicket[];
  queues: readonly QueueNow[];
  held: readonly CounterTicket[];
} {
  // Patches append at the end of the object, so the order of the keys says nothing.
  const waiting = entriesWith(entries, 'waiting:')
    .filter(ticket => ticket !== undefined)
    .sort((a, b) => a.issuedAt - b.issuedAt || (a.label < b.label ? -1 : 1));
  const queues = entriesWith(entries, 'queue:')
    .filter(queue => queue !== undefined)
    .sort((a, b) => (a.letter < b.letter ? -1 : 1))
    .map(queue => ({ queue, oldestAt: waiting.find(ticket => ticket.queue === queue.id)?.issuedAt ?? null }));
  const held = entriesWith(entries, 'held:')
    .filter(ticket => ticket !== undefined)
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  return { waiting, queues, held };
}
