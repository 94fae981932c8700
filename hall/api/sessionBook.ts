import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AccountId, accountIdSchema } from '../domain/ids.ts';
import type { AccountRow, HallStore } from '../store/hallStore.ts';
import { tokenHash } from './tokenHash.ts';

const idleMs = 60 * 60_000;
const longestMs = 12 * 60 * 60_000;
/** Use is written down at most once a minute: a restart may then cost a clerk one minute of the idle hour, not a disk flush per click. */
const writeEveryMs = 60_000;
/** A clerk stands at one counter; a supervisor has a desk, a counter to help out at, and somewhere else a page open. */
const mostSessions: Record<AccountRow['role'], number> = { clerk: 1, supervisor: 4, editor: 4 };
const documentName = 'sessions';

const recordSchema = z.object({
  account: accountIdSchema,
  hash: z.string(),
  signedInAt: z.number(),
  usedAt: z.number(),
});
type SessionRecord = z.infer<typeof recordSchema>;

type StaffSession = { account: AccountId; role: AccountRow['role']; mustChangePin: boolean };

/** Who is signed in: sessions known by the hash of their token, alive over a restart of the hub, dead with their account. */
export type SessionBook = {
  /** Signs an account in, and its oldest sessions out when it has too many; returns the new token (32 random bytes, base64url). */
  open(account: AccountId): string;
  /** The session of a token, counted as used now; null when it is unknown, signed out or expired. */
  find(token: string): StaffSession | null;
  /** As find, without counting as use: an open stream does not keep an abandoned counter signed in. */
  isLive(token: string): boolean;
  close(token: string): void;
  /** Ends every session of an account; returns how many there were. */
  closeAll(account: AccountId): number;
  isSignedIn(account: AccountId): boolean;
  /** How many sessions an account has. */
  count(account: AccountId): number;
};

export function createSessionBook(ports: { store: HallStore; now: () => number }): SessionBook {
  const stored = z.array(recordSchema).safeParse(ports.store.readDocument(documentName));
  const records = new Map((stored.success ? stored.data : []).map(record => [record.hash, record]));
  let writtenAt = ports.now();

  const hashOf = (token: string) => Buffer.from(tokenHash(token)).toString('base64url');
  const isFresh = (record: SessionRecord) => {
    const now = ports.now();
    return now - record.usedAt < idleMs && now - record.signedInAt < longestMs;
  };
  const rowOf = (account: AccountId) => {
    const row = ports.store.accounts().find(one => one.account === account);
    return row === undefined || row.isDisabled ? null : row;
  };
  const ofAccount = (account: AccountId) =>
    [...records.values()].filter(record => record.account === account && isFresh(record));
  function write(): void {
    for (const [hash, record] of records) if (!isFresh(record)) records.delete(hash);
    ports.store.writeDocument(documentName, [...records.values()]);
    writtenAt = ports.now();
  }
  function live(token: string): { record: SessionRecord; row: AccountRow } | null {
    const record = records.get(hashOf(token));
    const row = record === undefined || !isFresh(record) ? null : rowOf(record.account);
    return record === undefined || row === null ? null : { record, row };
  }

  return {
    open(account) {
      const most = mostSessions[rowOf(account)?.role ?? 'clerk'];
      // The book keeps them in the order in which they began.
      for (const { hash } of ofAccount(account)
        .toReversed()
        .slice(most - 1))
        records.delete(hash);
      const token = randomBytes(32).toString('base64url');
      const now = ports.now();
      const hash = hashOf(token);
      records.set(hash, { account, hash, signedInAt: now, usedAt: now });
      write();
      return token;
    },
    find(token) {
      const found = live(token);
      if (found === null) return null;
      const { record, row } = found;
      record.usedAt = ports.now();
      if (record.usedAt - writtenAt > writeEveryMs) write();
      return { account: row.account, role: row.role, mustChangePin: row.mustChangePin };
    },
    isLive: token => live(token) !== null,
    close(token) {
      if (records.delete(hashOf(token))) write();
    },
    closeAll(account) {
      const ending = ofAccount(account);
      for (const { hash } of ending) records.delete(hash);
      if (ending.length > 0) write();
      return ending.length;
    },
    isSignedIn: account => ofAccount(account).length > 0,
    count: account => ofAccount(account).length,
  };
}
