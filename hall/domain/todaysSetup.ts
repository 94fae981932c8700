import type { HallSetup } from './hallSetup.ts';
import type { CounterId, QueueId } from './ids.ts';

/** The set-up as it is today: counters that a supervisor has sent to other queues serve these. Unknown queues fall away. */
export function todaysSetup(setup: HallSetup, assigned: ReadonlyMap<CounterId, readonly QueueId[]>): HallSetup {
  if (assigned.size === 0) return setup;
  const known = new Set(setup.queues.map(({ id }) => id));
  const counters = setup.counters.map(counter => {
    const queues = assigned.get(counter.id)?.filter(id => known.has(id)) ?? [];
    return queues.length === 0 ? counter : Object.assign({}, counter, { queues });
  });
  return { ...setup, counters };
}
