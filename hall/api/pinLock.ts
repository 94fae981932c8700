import { z } from 'zod';
import type { HallStore } from '../store/hallStore.ts';

const freeTries = 5;
const firstLockMs = 30_000;
const longestLockMs = 15 * 60_000;
/** Wrong tries are forgotten after an hour without one. */
const memoryMs = 60 * 60_000;
const mostEntries = 1000;
const documentName = 'pin-lock';

const entrySchema = z.object({ tries: z.number().int(), lastAt: z.number(), until: z.number() });
const documentSchema = z.record(z.string(), entrySchema);

/**
 * Slows down guessing, per account and per address: after five wrong tries 30 s, doubling to 15 min. Survives a restart.
 */
export type PinLock = {
  /** Counts a try BEFORE the PIN is looked at, so that a thousand parallel guesses are counted too. 0 = go on, else seconds to wait. */
  begin(keys: readonly string[]): number;
  /** The PIN was right: `account` starts afresh, the other keys get this one try back. */
  succeed(request: { account: string; keys: readonly string[] }): void;
  /** Until when a key is locked, UTC epoch ms; null = free. */
  lockedUntil(key: string): number | null;
  /** A supervisor has given a new PIN. */
  forget(key: string): void;
};

export function createPinLock(ports: { store: HallStore; now: () => number }): PinLock {
  const stored = documentSchema.safeParse(ports.store.readDocument(documentName));
  const entries = new Map(stored.success ? Object.entries(stored.data) : []);

  function save(): void {
    const now = ports.now();
    for (const [key, entry] of entries) if (now - entry.lastAt > memoryMs) entries.delete(key);
    for (const key of [...entries.keys()].slice(0, Math.max(0, entries.size - mostEntries))) entries.delete(key);
    ports.store.writeDocument(documentName, Object.fromEntries(entries));
  }

  return {
    begin(keys) {
      const now = ports.now();
      const waitMs = Math.max(0, ...keys.map(key => (entries.get(key)?.until ?? 0) - now));
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      for (const key of keys) {
        const before = entries.get(key);
        const tries = (before === undefined || now - before.lastAt > memoryMs ? 0 : before.tries) + 1;
        const lockMs = tries < freeTries ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** (tries - freeTries));
        entries.delete(key);
        entries.set(key, { tries, lastAt: now, until: lockMs === 0 ? 0 : now + lockMs });
      }
      save();
      return 0;
    },
    succeed({ account, keys }) {
      for (const key of keys) {
        const entry = entries.get(key);
        if (entry === undefined) continue;
        if (key === account || entry.tries <= 1) entries.delete(key);
        else entries.set(key, { ...entry, tries: entry.tries - 1, until: 0 });
      }
      save();
    },
    lockedUntil(key) {
      const until = entries.get(key)?.until ?? 0;
      return until > ports.now() ? until : null;
    },
    forget(key) {
      if (entries.delete(key)) save();
    },
  };
}
