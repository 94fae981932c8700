import type { LiveMessage } from '../domain/live.ts';
import { diffEntries } from '../domain/live.ts';
import type { Entries } from './hallViews.ts';

/** One view that several screens follow: entries are computed and written out once per change, however many are watching. */
export type LiveChannel = {
  /**
   * The present state as JSON and as the bytes of one Server-Sent Event, from then on every patch as such bytes. Returns the way to stop.
   */
  join(listener: (frame: Uint8Array) => void): { snapshot: string; frame: Uint8Array; leave: () => void };
  /** Says that something may have changed; many calls within a few ms cost one computation. */
  touch(): void;
};

/** Whoever asked gets the answer first; screens that only watch follow this much later. */
const gatherMs = 12;
const encoder = new TextEncoder();
const frameOf = (json: string) => encoder.encode(`data: ${json}\n\n`);
const jsonOf = (message: LiveMessage) => JSON.stringify(message);

export function createLiveChannel(compute: () => Entries): LiveChannel {
  let revision = 0;
  let entries: Entries = {};
  let isPending = false;
  /** Kept until the next change: when the hub comes back, two hundred boards join at once. */
  let written: { snapshot: string; frame: Uint8Array } | null = null;
  const listeners = new Set<(frame: Uint8Array) => void>();

  function refresh(): void {
    const next = compute();
    const changes = diffEntries(...withoutIdentical(entries, next));
    entries = next;
    if (changes === null) return;
    revision += 1;
    written = null;
    if (listeners.size === 0) return;
    const frame = frameOf(jsonOf({ is: 'patch', revision, changes }));
    for (const listener of listeners) listener(frame);
  }

  function write(): { snapshot: string; frame: Uint8Array } {
    const snapshot = jsonOf({ is: 'snapshot', revision, entries });
    return { snapshot, frame: frameOf(snapshot) };
  }

  return {
    join(listener) {
      refresh();
      written ??= write();
      listeners.add(listener);
      return { ...written, leave: () => listeners.delete(listener) };
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
