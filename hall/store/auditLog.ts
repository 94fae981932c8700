import { createHash, randomUUID } from 'node:crypto';
import type { AuditEntry, AuditNote, AuditVerdict } from '../domain/audit.ts';
import type { EventBody } from '../domain/event.ts';
import { canonicalJson } from '../log/hash.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

type Seal = EventBody<'audit.sealed'>;

/** Which lines to read: newest first, below `before`. Empty text and null leave a condition out. */
export type AuditQuery = {
  who: string;
  act: string;
  /** `done`, `refused` or empty for both. */
  outcome: string;
  fromMs: number | null;
  toMs: number | null;
  before: number | null;
  limit: number;
};

export type AuditLog = {
  /** Appends a line; returns it with the seal that belongs into the event log. */
  append(note: AuditNote, atMs: number): { entry: AuditEntry; seal: Seal };
  read(query: AuditQuery): readonly AuditEntry[];
  check(): AuditVerdict;
};

/** The hash of a line: over all of it but the hash itself. */
export function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('base64');
}

function entryOf(row: Row): AuditEntry {
  return {
    position: integerOf(row, 'position'),
    at: integerOf(row, 'at'),
    who: textOf(row, 'who'),
    role: textOf(row, 'role'),
    address: textOf(row, 'address'),
    act: textOf(row, 'act'),
    target: textOf(row, 'target'),
    detail: textOf(row, 'detail'),
    outcome: textOf(row, 'outcome'),
    prev: textOf(row, 'prev'),
    hash: textOf(row, 'hash'),
  };
}

/**
 * Walks the chain and compares it with the seals in the event log: a changed line breaks its own hash, a lost one the
 * numbering, a rewritten chain the seals, which have left this table long ago.
 */
export function checkChain(entries: Iterable<AuditEntry>, seals: readonly Seal[]): AuditVerdict {
  let book: string | null = null;
  let before: AuditEntry | null = null;
  let broken: AuditVerdict['broken'] = null;
  const kept = new Map<number, string>();
  for (const entry of entries) {
    book ??= entry.prev;
    const expected: number = (before?.position ?? 0) + 1;
    const { hash, ...rest } = entry;
    if (broken === null) {
      if (entry.position !== expected) broken = { position: expected, why: 'missing' };
      else if (auditHash(rest) !== hash) broken = { position: entry.position, why: 'changed' };
      else if (before !== null && entry.prev !== before.hash) broken = { position: entry.position, why: 'unlinked' };
    }
    kept.set(entry.position, hash);
    before = entry;
  }
  const own = seals.filter(seal => seal.book === book);
  for (const { position, hash } of own) {
    const found = kept.get(position);
    if (found === hash || (broken !== null && broken.position <= position)) continue;
    broken = { position, why: found === undefined ? 'missing' : 'not_as_sealed' };
  }
  return { entries: kept.size, seals: own.length, strangeSeals: seals.length - own.length, broken };
}

/** Prepares the statements of one connection. */
export function createAuditLog(db: Database): AuditLog {
  const last = db.prepare<[], Row>('SELECT * FROM audit_log ORDER BY position DESC LIMIT 1');
  const first = db.prepare<[], Row>('SELECT prev FROM audit_log ORDER BY position LIMIT 1');
  const insert = db.prepare(
    'INSERT INTO audit_log (position, at, who, role, address, act, target, detail, outcome, prev, hash) VALUES (@position, @at, @who, @role, @address, @act, @target, @detail, @outcome, @prev, @hash)',
  );
  const select = db.prepare<[Record<string, string | number>], Row>(
    `SELECT * FROM audit_log WHERE position < @before AND (@who = '' OR who = @who OR target = @who)
      AND (@act = '' OR act = @act) AND (@outcome = '' OR (outcome = 'done') = (@outcome = 'done'))
      AND at >= @fromMs AND at < @toMs ORDER BY position DESC LIMIT @limit`,
  );
  const all = db.prepare<[], Row>('SELECT * FROM audit_log ORDER BY position');
  const seals = db.prepare<[], Row>("SELECT body FROM events WHERE type = 'audit.sealed' ORDER BY position");

  function* entries(): Iterable<AuditEntry> {
    for (const row of all.iterate()) yield entryOf(row);
  }

  return {
    append(note, atMs) {
      const row = last.get();
      const before = row === undefined ? null : entryOf(row);
      const genesis = first.get();
      // The first line is linked to a random name, so that seals tell this log from another one.
      const book = genesis === undefined ? randomUUID() : textOf(genesis, 'prev');
      const position = (before?.position ?? 0) + 1;
      const linked = { ...note, position, at: atMs, prev: before?.hash ?? book };
      const entry: AuditEntry = { ...linked, hash: auditHash(linked) };
      insert.run(entry);
      return { entry, seal: { book, position, hash: entry.hash } };
    },
    read({ who, act, outcome, fromMs, toMs, before, limit }) {
      const bounds = {
        fromMs: fromMs ?? 0,
        toMs: toMs ?? Number.MAX_SAFE_INTEGER,
        before: before ?? Number.MAX_SAFE_INTEGER,
      };
      return select.all({ who, act, outcome, limit, ...bounds }).map(entryOf);
    },
    check: () =>
      checkChain(
        entries(),
        seals.all().map(row => JSON.parse(textOf(row, 'body')) as Seal),
      ),
  };
}
