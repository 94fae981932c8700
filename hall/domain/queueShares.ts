import type { QueueId } from './ids.ts';

type Shares = Readonly<Record<string, number>>;

/** The share of one queue; one nobody has given a number counts as 1. */
export function shareOf(shares: Shares, queue: QueueId): number {
  return shares[queue] ?? 1;
}

/**
 * Queues that have had their share of the last calls and let the others go first. `queues` are those where somebody waits
 * now. Looked at are the last W − 1 calls from these queues, W being the sum of their shares: they hold less than W calls,
 * so at least one queue is never full, and while people wait in all of them every W calls in a row keep the ratio exactly.
 * A queue where nobody waited saves nothing up.
 */
export function fullQueues(request: {
  shares: Shares;
  queues: readonly QueueId[];
  /** Calls of this counter, oldest first. */
  past: readonly { queue: QueueId }[];
}): ReadonlySet<QueueId> {
  const { shares, past } = request;
  const queues = new Set(request.queues);
  if (Object.keys(shares).length === 0 || queues.size < 2) return new Set();
  const sum = [...queues].reduce((total, queue) => total + shareOf(shares, queue), 0);
  const window = past.filter(({ queue }) => queues.has(queue)).slice(1 - sum);
  return new Set(
    [...queues].filter(queue => window.filter(call => call.queue === queue).length >= shareOf(shares, queue)),
  );
}
