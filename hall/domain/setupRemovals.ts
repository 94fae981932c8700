import type { HallSetup } from './hallSetup.ts';
import type { AreaId, CounterId, QueueId } from './ids.ts';

const withoutKey = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/**
 * The set-up without a queue, and without whatever says something about it. Only a counter that served nothing else keeps
 * the lost name, for somebody to decide: an empty list would make it serve every queue without anybody having said so.
 */
export function withoutQueue(setup: HallSetup, id: QueueId): HallSetup {
  const isOther = (queue: QueueId) => queue !== id;
  const { calling, appointments } = setup;
  const desks = Object.entries(calling.desks).map(([counter, rules]) => {
    const secondary = rules.secondary.filter(isOther);
    return [counter, { ...rules, shares: withoutKey(rules.shares, id), secondary }] as const;
  });
  return {
    ...setup,
    queues: setup.queues.filter(queue => isOther(queue.id)),
    services: setup.services.filter(({ queue }) => isOther(queue)),
    counters: setup.counters.map(counter => {
      const queues = counter.queues.filter(isOther);
      return queues.length === 0 ? counter : { ...counter, queues };
    }),
    appointments: { ...appointments, queues: appointments.queues.filter(({ queue }) => isOther(queue)) },
    calling: { ...calling, desks: Object.fromEntries(desks), queueNeeds: withoutKey(calling.queueNeeds, id) },
  };
}

/** The set-up without a counter and its rules. */
export function withoutCounter(setup: HallSetup, id: CounterId): HallSetup {
  const { calling } = setup;
  return {
    ...setup,
    counters: setup.counters.filter(counter => counter.id !== id),
    calling: { ...calling, desks: withoutKey(calling.desks, id), speaks: withoutKey(calling.speaks, id) },
  };
}

/** The set-up without an area: its queues are in none, and nothing is said about it. */
export function withoutArea(setup: HallSetup, id: AreaId): HallSetup {
  return {
    ...setup,
    areas: setup.areas.filter(area => area.id !== id),
    queues: setup.queues.map(queue => (queue.area === id ? { ...queue, area: null } : queue)),
    announcing: { ...setup.announcing, mutedAreas: setup.announcing.mutedAreas.filter(area => area !== id) },
  };
}
