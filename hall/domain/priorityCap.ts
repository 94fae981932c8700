import type { QueueId } from './ids.ts';
import type { ClassId, PriorityClass } from './priorityClass.ts';

/** A call that was made. `isPreferred`: its class took it past older ones. */
export type PastCall = { queue: QueueId; class: ClassId | null; isPreferred: boolean };

/**
 * Whether a class has gone before others as often as its cap allows, so that the next ticket of it waits like every other.
 * Only calls that really overtook somebody count: who would have been next anyway takes nothing from anyone.
 */
export function isCapUsedUp(request: {
  of: Pick<PriorityClass, 'id' | 'cap'>;
  /** Calls of this counter, oldest first. */
  past: readonly PastCall[];
  preferredLastHour: number;
}): boolean {
  const { of, past, preferredLastHour } = request;
  const { id, cap } = of;
  if (cap === null) return false;
  if (cap.per === 'hour') return preferredLastHour >= cap.most;
  const preferred = past.slice(1 - cap.of).filter(call => call.isPreferred && call.class === id).length;
  return preferred >= cap.most;
}
