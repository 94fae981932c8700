import type { Transact } from './database.ts';
import type { EventLog } from './eventLog.ts';
import type { Projections } from './projections.ts';

/** Result of a rebuild: equal digests mean that nothing but the log had ever written the derived tables. */
export type Rebuilt = { before: string; after: string; events: number };

/** Empties the derived tables and fills them from the log again, in one transaction. */
export function rebuildProjections({
  transact,
  log,
  projections,
}: {
  transact: Transact;
  log: EventLog;
  projections: Projections;
}): Rebuilt {
  return transact(() => {
    const before = projections.digest();
    projections.clear();
    let events = 0;
    for (const event of log.knownEvents()) {
      projections.apply(event);
      events += 1;
    }
    return { before, after: projections.digest(), events };
  });
}
