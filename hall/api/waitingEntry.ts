import { countersServing, type Queue, queuesServedBy } from '../domain/hallSetup.ts';
import { estimateWait, type WaitingEstimate } from '../domain/waitingEstimate.ts';
import type { HallState } from './hallState.ts';

/** How long somebody who takes a number of this queue now will wait; null when nobody can say. */
export function waitingEntry(state: HallState, queue: Queue): WaitingEstimate | null {
  return waitBehind(state, queue, state.openIn(queue.id).length);
}

/**
 * How long somebody waits who stands behind `ahead` others of this queue; null when nobody can say. A counter that serves
 * several queues works for this one in proportion to the people who wait in it.
 */
export function waitBehind(state: HallState, queue: Queue, ahead: number): WaitingEstimate | null {
  const setup = state.setup();
  const inQueue = state.openIn(queue.id).length;
  let counters = 0;
  let isFree = false;
  for (const counter of countersServing(setup, queue.id)) {
    if (state.counter(counter.id).at !== 'open') continue;
    const waiting = queuesServedBy(setup, counter).reduce((sum, { id }) => sum + state.openIn(id).length, 0);
    counters += (inQueue + 1) / (waiting + 1);
    isFree ||= waiting === 0 && state.current(counter.id) === null;
  }
  return estimateWait({ ahead, counters, isFree, lastServicesMs: state.lastServices(queue.id) });
}
