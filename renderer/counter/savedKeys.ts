import { useSyncExternalStore } from 'react';
import { type KeyNames, movableVerbs, standardKeys, withKey } from './keyCommand.ts';

const storageKey = 'counter.keys';
const keyName = /^(Shift\+)?F[1-4789]$|^Enter$|^Ctrl\+K$/;
const listeners = new Set<() => void>();

/** The keys of this PC: the standard ones with what was changed here. What is there and not ours is left out. */
function readKeys(): KeyNames {
  const text = localStorage.getItem(storageKey);
  if (text === null) return standardKeys;
  try {
    const saved = JSON.parse(text) as Record<string, unknown>;
    return movableVerbs.reduce<KeyNames>((keys, verb) => {
      const name = saved[verb];
      return typeof name === 'string' && keyName.test(name) ? withKey(keys, verb, name) : keys;
    }, standardKeys);
  } catch {
    return standardKeys;
  }
}

let present: KeyNames | null = null;

/** The keys as they are now; the object stays the same until they are changed. */
export function keysNow(): KeyNames {
  present ??= readKeys();
  return present;
}

/** Keeps other keys on this PC; null = the standard ones again. */
export function keepKeys(keys: KeyNames | null): void {
  present = keys ?? standardKeys;
  if (keys === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, JSON.stringify(keys));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The keys, for what prints them on buttons. */
export function useKeyNames(): KeyNames {
  return useSyncExternalStore(subscribe, keysNow);
}
