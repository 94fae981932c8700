import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AccountId, accountIdSchema } from '../domain/ids.ts';
import type { AccountRow, HallStore } from '../store/hallStore.ts';
import { tokenHash } from './tokenHash.ts';

const idleMs = 60 * 60_000;
const longestMs = 12 * 60 * 60_000;
/** Use is written down at most once a minute: a restart may then cost a clerk one minute of the idle hour, not a disk flush per click. */
const writeEveryMs = 60_000;
const documentName = 'sessions';

const recordSchema = z.object({
  account: accountIdSchema,
  hash: z.string(),
  signedInAt: z.number(),
  usedAt: z.number(),
});
type SessionRecord = z.infer<typeof recordSchema>;

type StaffSession = { account: AccountId; role: AccountRow['role']; mustChangePin: boolean };

/** Who is signed in: one session per account, known by the hash of its token, alive over a restart of the hub. */
export type SessionBook = {
  /** Signs an account in and every earlier session of it out; returns the new token (32 random bytes, base64url). */
  open(account: AccountId): string;
  /** The session of a token, counted as used now; null when it is unknown, signed out or expired. */
  find(token: string): StaffSession | null;
  /** As find, without counting as use: an open stream does not keep an abandoned counter signed in. */
  isLive(token: string): boolean;
  close(token: string): void;
  isSignedIn(account: AccountId): boolean;
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
  function write(): void {
    for (const [hash, record] of records) if (!isFresh(record)) records.delete(hash);
    ports.store.writeDocument(documentName, [...records.values()]);
    writtenAt = ports.now();
  }

  return {
    open(account) {
      for (const [hash, record] of records) if (record.account === account) records.delete(hash);
      const token = randomBytes(32).toString('base64url');
      const now = ports.now();
      const hash = hashOf(token);
      records.set(hash, { account, hash, signedInAt: now, usedAt: now });
      write();
      return token;
    },
    find(token) {
      const record = records.get(hashOf(token));
      if (record === undefined || !isFresh(record)) return null;
      const row = ports.store.accounts().find(({ account }) => account === record.account);
      if (row === undefined) return null;
      record.usedAt = ports.now();
      if (record.usedAt - writtenAt > writeEveryMs) write();
      return { account: row.account, role: row.role, mustChangePin: row.mustChangePin };
    },
    isLive(token) {
      const record = records.get(hashOf(token));
      return record !== undefined && isFresh(record);
    },
    close(token) {
      if (records.delete(hashOf(token))) write();
    },
    isSignedIn(account) {
      return [...records.values()].some(record => record.account === account && isFresh(record));
    },
  };
}
