import { useSyncExternalStore } from 'react';
import type { LiveLink, LiveStream } from './liveStream.ts';

/** One entry of the live state, null while it is missing; the component is drawn again only when this entry changes. */
export function useLiveEntry<Entries extends object, Key extends keyof Entries>(
  stream: LiveStream<Entries>,
  key: Key,
): Entries[Key] | null {
  return useSyncExternalStore(stream.subscribe, () => stream.entry(key) ?? null);
}

/** All entries, for lists. The object stays the same as long as nothing changed. */
export function useLiveEntries<Entries extends object>(stream: LiveStream<Entries>): Readonly<Partial<Entries>> {
  return useSyncExternalStore(stream.subscribe, stream.entries);
}

/** How trustworthy the live state is now. */
export function useLiveLink<Entries extends object>(stream: LiveStream<Entries>): LiveLink {
  return useSyncExternalStore(stream.subscribe, stream.link);
}

/** Values of all entries whose key begins with `prefix`, for example `queue:`. */
export function entriesWith<Entries extends object, Prefix extends string>(
  entries: Readonly<Partial<Entries>>,
  prefix: Prefix,
): Entries[keyof Entries & `${Prefix}${string}`][] {
  type Value = Entries[keyof Entries & `${Prefix}${string}`];
  return Object.entries(entries).flatMap(([key, value]) => (key.startsWith(prefix) ? [value as Value] : []));
}
