import { countersServing, type HallSetup } from './hallSetup.ts';
import type { CounterId, QueueId } from './ids.ts';
import type { SetupProblem } from './setupProblem.ts';

/** What of the hall is being used at this moment. */
export type InUse = {
  /** Tickets of the day that are not over, by the queue they stand in. */
  tickets: ReadonlyMap<QueueId, number>;
  /** Counters somebody works at or a ticket belongs to, with how many tickets. */
  counters: ReadonlyMap<CounterId, number>;
};

/** Why a new set-up must wait: a promise to people who are in the hall would be broken. Pure; empty = nothing in the way. */
export function whatWouldBreak({
  before,
  after,
  use,
}: {
  before: HallSetup;
  after: HallSetup;
  use: InUse;
}): SetupProblem[] {
  const plain = { min: null, max: null };
  const problems: SetupProblem[] = [];
  if (after.hall.id !== before.hall.id)
    problems.push({
      ...plain,
      path: ['hall', 'id'],
      code: 'fixed',
      count: null,
      subject: null,
      message: 'the number of the hall is fixed',
    });
  for (const queue of before.queues) {
    const count = use.tickets.get(queue.id) ?? 0;
    if (count === 0) continue;
    const said = { ...plain, count, subject: queue.letter };
    const at = after.queues.findIndex(({ id }) => id === queue.id);
    if (at < 0)
      problems.push({
        ...said,
        path: ['queues'],
        code: 'queue_in_use',
        message: `queue ${queue.letter} has ${count} open tickets`,
      });
    else if (countersServing(after, queue.id).length === 0)
      problems.push({
        ...said,
        path: ['queues', at],
        code: 'queue_not_served',
        message: `no counter serves queue ${queue.letter}`,
      });
  }
  for (const counter of before.counters) {
    const count = use.counters.get(counter.id);
    if (count === undefined || after.counters.some(({ id }) => id === counter.id)) continue;
    const subject = String(counter.number);
    problems.push({
      ...plain,
      count,
      subject,
      path: ['counters'],
      code: 'counter_in_use',
      message: `counter ${subject} is in use`,
    });
  }
  return problems;
}
