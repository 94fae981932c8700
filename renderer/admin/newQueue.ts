import type { HallSetup, Queue } from '../../hall/domain/hallSetup.ts';
import { queueIdSchema } from '../../hall/domain/ids.ts';
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
