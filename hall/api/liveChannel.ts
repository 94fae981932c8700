import type { LiveMessage } from '../domain/live.ts';
import { diffEntries } from '../domain/live.ts';
import type { Entries } from './hallViews.ts';

/** One view that several screens follow: entries are computed once per change, however many are watching. */
export type LiveChannel = {
  /** The present state, and from then on every patch, as JSON. Returns the way to stop. */
  join(listener: (message: string) => void): { snapshot: string; leave: () => void };
  /** Says that something may have changed; many calls within a few ms cost one computation. */
  touch(): void;
};

/** Whoever asked gets the answer first; screens that only watch follow this much later. */
const gatherMs = 12;

export function createLiveChannel(compute: () => Entries): LiveChannel {
  let revision = 0;
  let entries: Entries = {};
  let isPending = false;
  const listeners = new Set<(message: string) => void>();

  function refresh(): void {
    const next = compute();
    const changes = diffEntries(...withoutIdentical(entries, next));
    entries = next;
    if (changes === null) return;
    revision += 1;
    const message = JSON.stringify({ is: 'patch', revision, changes } satisfies LiveMessage);
    for (const listener of listeners) listener(message);
  }

  return {
    join(listener) {
      refresh();
      const snapshot = JSON.stringify({ is: 'snapshot', revision, entries } satisfies LiveMessage);
      listeners.add(listener);
      return { snapshot, leave: () => listeners.delete(listener) };
    },
    touch() {
      if (isPending || listeners.size === 0) return;
      isPending = true;
      setTimeout(() => {
        isPending = false;
        refresh();
      }, gatherMs).unref();
    },
  };
}

/** Drops what is the very same object on both sides, so that the comparison by JSON only sees what can differ. */
function withoutIdentical(before: Entries, after: Entries): [Entries, Entries] {
  const differs = (a: Entries, b: Entries) =>
    Object.fromEntries(Object.entries(a).filter(([key, value]) => b[key] !== value));
  return [differs(before, after), differs(after, before)];
}
