import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry, AuditNote } from '../domain/audit.ts';
import { auditHash, checkChain } from './auditLog.ts';
import { makeTestHall, type TestHall } from './testHall.fixture.ts';

const note: AuditNote = {
  who: '1001',
  role: 'supervisor',
  address: '10.0.0.1',
  act: 'account_disabled',
  target: '2001',
  detail: '',
  outcome: 'done',
};

let hall: TestHall;
beforeEach(() => {
  hall = makeTestHall('hub', 'hub-1');
  const store = hall.open();
  for (let i = 1; i <= 6; i++) store.appendAudit({ ...note, target: `200${i}` });
  expect(store.checkAudit()).toEqual({ entries: 6, seals: 6, strangeSeals: 0, broken: null });
  store.close();
});
afterEach(() => hall.remove());

/** What somebody does who has the file and a database program. */
function tamper(work: (db: BetterSqlite3.Database) => void): void {
  const db = new BetterSqlite3(hall.options.databasePath);
  work(db);
  db.close();
}
const withoutTriggers = 'DROP TRIGGER audit_log_keeps_rows; DROP TRIGGER audit_log_loses_none;';
function check() {
  const store = hall.open();
  const verdict = store.checkAudit();
  store.close();
  return verdict;
}
/** Everything after a change computed anew, as somebody would who knows this program. */
function rechain(db: BetterSqlite3.Database): void {
  let prev: string | null = null;
  for (const row of db.prepare('SELECT * FROM audit_log ORDER BY position').all() as AuditEntry[]) {
    const { hash: _old, ...rest } = { ...row, prev: prev ?? row.prev };
    prev = auditHash(rest);
    db.prepare('UPDATE audit_log SET prev = ?, hash = ? WHERE position = ?').run(rest.prev, prev, row.position);
  }
}

describe('the audit log', () => {
  it('refuses to change or to lose a line', () => {
    tamper(db => {
      expect(() => db.exec("UPDATE audit_log SET who = '2001' WHERE position = 3")).toThrow('append-only');
      expect(() => db.exec('DELETE FROM audit_log WHERE position = 3')).toThrow('append-only');
    });
    expect(check().broken).toBeNull();
  });

  it.each(['at = at + 1', "who = 'x'", "outcome = 'wrong_pin'", "detail = 'x'", "address = ''", "role = 'clerk'"])(
    'shows a line that was changed: %s',
    change => {
      tamper(db => db.exec(`${withoutTriggers} UPDATE audit_log SET ${change} WHERE position = 3`));
      expect(check().broken).toEqual({ position: 3, why: 'changed' });
    },
  );

  it('shows a line that was taken out, in the middle and at the end', () => {
    tamper(db => db.exec(`${withoutTriggers} DELETE FROM audit_log WHERE position = 6`));
    expect(check().broken).toEqual({ position: 6, why: 'missing' });
    tamper(db => db.exec('DELETE FROM audit_log WHERE position = 2'));
    expect(check().broken).toEqual({ position: 2, why: 'missing' });
  });

  it('shows a chain that was computed anew, by the seals in the event log', () => {
    tamper(db => {
      db.exec(`${withoutTriggers} UPDATE audit_log SET target = '2009' WHERE position = 4`);
      rechain(db);
    });
    expect(check().broken).toEqual({ position: 4, why: 'not_as_sealed' });
  });

  it('shows that there was another log before', () => {
    tamper(db => db.exec(`${withoutTriggers} DELETE FROM audit_log`));
    expect(check()).toEqual({ entries: 0, seals: 0, strangeSeals: 6, broken: null });
    const store = hall.open();
    store.appendAudit(note);
    expect(store.checkAudit()).toEqual({ entries: 1, seals: 1, strangeSeals: 6, broken: null });
    store.close();
  });

  it('is checked from the command line: green, then red with the line', () => {
    const run = () => {
      const tool = join(import.meta.dirname, '../../tools/auditCheck.ts');
      const { status, stdout, stderr } = spawnSync(process.execPath, [tool, hall.options.databasePath], {
        encoding: 'utf8',
        timeout: 20_000,
      });
      return { status, said: stdout + stderr };
    };
    expect(run()).toEqual({ status: 0, said: '6 lines, every link holds, 6 seals agree\n' });
    tamper(db => db.exec(`${withoutTriggers} UPDATE audit_log SET who = '2001' WHERE position = 5`));
    expect(run()).toEqual({
      status: 1,
      said: 'line 5 was changed after it was written (6 lines, 6 seals)\n',
    });
  });
});

describe('the chain', () => {
  it('breaks at the first of any changed lines', () => {
    const chain: AuditEntry[] = [];
    for (let position = 1; position <= 12; position++) {
      const linked = { ...note, position, at: position, prev: chain.at(-1)?.hash ?? 'book' };
      chain.push({ ...linked, hash: auditHash(linked) });
    }
    expect(checkChain(chain, []).broken).toBeNull();
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), changed => {
        const isChanged = ({ position }: AuditEntry) => changed.includes(position);
        const bad = chain.map(entry => (isChanged(entry) ? Object.assign({}, entry, { detail: 'other' }) : entry));
        expect(checkChain(bad, []).broken).toEqual({ position: Math.min(...changed), why: 'changed' });
      }),
    );
  });
});
