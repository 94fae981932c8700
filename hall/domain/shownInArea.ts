import type { Queue } from './hallSetup.ts';
import type { AreaId } from './ids.ts';

/** Whether a board of this area (null = the whole hall) shows a queue. One without an area is shown everywhere. */
export function isShownIn(area: AreaId | null, queue: Queue): boolean {
  return area === null || queue.area === null || queue.area === area;
}
