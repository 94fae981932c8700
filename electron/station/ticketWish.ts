import type { ApiFailure, Matter, TakeTicket } from '../../hall/domain/hallApi.ts';
import {
  areaOf,
  countersServing,
  findQueue,
  type HallSetup,
  hoursOf,
  type Queue,
} from '../../hall/domain/hallSetup.ts';
import type { QueueId } from '../../hall/domain/ids.ts';
import { isOpenAt } from '../../hall/domain/openingHours.ts';
import type { PriorityClass } from '../../hall/domain/priorityClass.ts';
import type { Result } from '../../hall/store/hallStore.ts';
import { apiFailure } from './apiFailure.ts';

/** What a touch asks for besides one number of one queue. */
export type Wish = { also: readonly QueueId[]; class: PriorityClass | null };

/** Reads the wish of a touch against the hall. Only classes that a citizen may choose can be had here. */
export function readWish(take: TakeTicket, setup: HallSetup, nowMs: number): Result<Wish, ApiFailure> {
  const also = [...new Set(take.also)].filter(queue => queue !== take.queue);
  if (also.length >= setup.calling.mostMatters && also.length > 0)
    return apiFailure('bad_request', `at most ${setup.calling.mostMatters} matters on one number`);
  for (const id of also) {
    const queue = findQueue(setup, id);
    if (queue === null) return apiFailure('not_found', `no queue ${id}`);
    if (!isOpenAt(hoursOf(setup, queue), nowMs)) return apiFailure('queue_closed', `${id}: outside its opening hours`);
  }
  if (take.class === null) return { ok: true, value: { also, class: null } };
  const wanted = setup.calling.classes.find(({ id, givenBy }) => id === take.class && givenBy === 'citizen');
  if (wanted === undefined) return apiFailure('not_found', `no class ${take.class} that a citizen may choose`);
  return { ok: true, value: { also, class: wanted } };
}

/** Where a matter is done, as screen and paper say it. */
export function matterOf(setup: HallSetup, queue: Queue): Matter {
  const counters = countersServing(setup, queue.id).map(({ number }) => number);
  return { queue: queue.id, letter: queue.letter, name: queue.name, area: areaOf(setup, queue), counters };
}

/** The matters of some queues; one that is no longer part of the hall is left out. */
export function mattersOf(setup: HallSetup, queues: readonly QueueId[]): Matter[] {
  return queues.flatMap(id => {
    const queue = findQueue(setup, id);
    return queue === null ? [] : [matterOf(setup, queue)];
  });
}
