import type { QueueId, TicketId } from '../domain/ids.ts';
import { hlcToMs, type TicketFacts } from '../domain/ticket.ts';

/** As many as show the present pace and not that of the morning. */
const kept = 20;
/** A ticket somebody forgot to finish says nothing about the pace. */
const longestMs = 4 * 60 * 60 * 1000;

/** How long the last tickets of each queue kept their counter, from call to end. */
export type ServiceTimes = {
  take(facts: TicketFacts): void;
  /** In ms, oldest first, at most 20. */
  last(queue: QueueId): readonly number[];
  clear(): void;
};

export function createServiceTimes(): ServiceTimes {
  const queues = new Map<QueueId, { ticket: TicketId; endedAtMs: number; tookMs: number }[]>();
  return {
    take({ ticket, issued, claim, calledAt, endedAt }) {
      // A ticket that was held or passed on was not served in one go, and its first call says nothing.
      if (issued === null || claim?.at !== 'done' || claim.leg !== 0 || calledAt === null || endedAt === null) return;
      const endedAtMs = hlcToMs(endedAt);
      const tookMs = endedAtMs - hlcToMs(calledAt);
      if (tookMs <= 0 || tookMs > longestMs) return;
      const before = (queues.get(issued.queue) ?? []).filter(other => other.ticket !== ticket);
      const known = [...before, { ticket, endedAtMs, tookMs }].sort((a, b) => a.endedAtMs - b.endedAtMs);
      queues.set(issued.queue, known.slice(-kept));
    },
    last: queue => (queues.get(queue) ?? []).map(({ tookMs }) => tookMs),
    clear: () => queues.clear(),
  };
}
