import type { HallSetup, Queue } from './hallSetup.ts';
import type { Text } from './language.ts';

/**
 * Name of a queue where others can read or hear it: board, voice, paper. Null when everything that is done in it is
 * privacy-sensitive, because then the queue says as much as the service (S26).
 */
export function publicQueueName({ services }: HallSetup, { id, name }: Queue): Text | null {
  const own = services.filter(({ queue }) => queue === id);
  return own.length > 0 && own.every(({ isPrivate }) => isPrivate) ? null : name;
}
