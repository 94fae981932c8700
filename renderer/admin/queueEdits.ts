import type { HallSetup, Queue } from '../../hall/domain/hallSetup.ts';
import { type QueueId, queueIdSchema } from '../../hall/domain/ids.ts';
import { freeId } from './listEdits.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A queue that waits for its name: the first free letter, a card if somebody has one with them. */
export function newQueue({ queues }: HallSetup): Queue {
  const taken = new Set(queues.map(({ letter }) => letter));
  return {
    id: queueIdSchema.parse(freeId('queue', queues)),
    letter: [...letters].find(letter => !taken.has(letter)) ?? '',
    name: { zh: '', ug: null, en: null },
    department: null,
    area: null,
    mostUsed: false,
    openingSeasons: null,
    quotaPerDay: null,
    slotQuotas: [],
    realName: 'optional',
  };
}

/**
 * The set-up without a queue and its services. A counter that served nothing else keeps the name of the lost queue and
 * is marked: an empty list would make it serve every queue without anybody having said so.
 */
export function withoutQueue(setup: HallSetup, id: QueueId): HallSetup {
  return {
    ...setup,
    queues: setup.queues.filter(queue => queue.id !== id),
    services: setup.services.filter(({ queue }) => queue !== id),
    counters: setup.counters.map(counter => {
      const queues = counter.queues.filter(queue => queue !== id);
      return queues.length === 0 ? counter : { ...counter, queues };
    }),
  };
}
