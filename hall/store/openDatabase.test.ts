import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupPath } from './migrate.ts';
import { allMigrations } from './migrations/allMigrations.ts';
import type { Migration } from './migrations/migration.ts';
import { openDatabase } from './openDatabase.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'data', 'hub.db');
const clock = () => Date.UTC(2026, 10, 22, 2);
function open(migrations: readonly Migration[] = allMigrations) {
  return openDatabase({ databasePath: path(), nativeBinding: null, clock, migrations });
}
function opened(migrations?: readonly Migration[]) {
  const result = open(migrations);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('the opener', () => {
  it('gives a durable, exclusive connection of a sound SQLite', () => {
    const db = opened();
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('locking_mode', { simple: true })).toBe('exclusive');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('secure_delete', { simple: true })).toBe(1);
    // Before 3.51.3 a reset WAL could damage the file (sync design: one write connection per file).
    const [major = 0, minor = 0, patch = 0] = String(db.prepare('SELECT sqlite_version()').pluck().get())
      .split('.')
      .map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
    db.close();
  });

  it('is needed: the library alone drops to NORMAL at the first write', () => {
    const db = new BetterSqlite3(join(folder, 'plain.db'));
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE t (x)');
    expect(db.pragma('synchronous', { simple: true })).toBe(1);
    db.close();
  });

  it('refuses a second opener in clear words', () => {
    const db = opened();
    expect(open()).toMatchObject({ ok: false, failure: { code: 'in_use' } });
    db.close();
    opened().close();
  });

  it('sets a damaged file aside and deletes nothing', () => {
    const db = opened();
    db.close();
    const damaged = readFileSync(path());
    damaged.fill(0xa5, 100, 4000);
    writeFileSync(path(), damaged);
    const result = open();
    expect(result).toMatchObject({ ok: false, failure: { code: 'corrupted' } });
    if (result.ok || result.failure.code !== 'corrupted') return;
    expect(readFileSync(result.failure.setAside).equals(damaged)).toBe(true);
    expect(existsSync(path())).toBe(false);
    opened().close();
  });

  it('sets aside what is no database at all', () => {
    opened().close();
    writeFileSync(path(), 'x'.repeat(5000));
    expect(open()).toMatchObject({ ok: false, failure: { code: 'corrupted' } });
  });

  it('says that a folder cannot be written', () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    expect(open()).toMatchObject({ ok: false, failure: { code: 'storage_failed' } });
  });

  it('never loads an addon that would kill the process', () => {
    const script = `
      Object.defineProperty(process.versions, 'napi', { value: '9' });
      const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'openDatabase.ts'))});
      const options = { databasePath: ${JSON.stringify(path())}, nativeBinding: null, clock: Date.now, migrations: [] };
      console.log(JSON.stringify(openDatabase(options)));`;
    const env = { ...process.env, HALL_SQLITE_BINDING: '' };
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env });
    expect(run.stdout).toContain('addon_unsuitable');
    expect(run.status).toBe(0);
  });
});

describe('migrations', () => {
  const next: Migration = {
    version: allMigrations.length + 1,
    name: 'next',
    sql: 'CREATE TABLE extras (x INTEGER NOT NULL) STRICT;',
  };

  it('go forward over a copy of what was there', () => {
    const before = opened();
    before.prepare("INSERT INTO documents (name, value) VALUES ('a', '1')").run();
    before.close();
    const after = opened([...allMigrations, next]);
    expect(after.pragma('user_version', { simple: true })).toBe(next.version);
    expect(after.prepare('SELECT count(*) FROM extras').pluck().get()).toBe(0);
    after.close();
    const copy = new BetterSqlite3(backupPath(path(), allMigrations.length), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(allMigrations.length);
    expect(copy.prepare('SELECT value FROM documents').pluck().all()).toEqual(['1']);
    copy.close();
  });

  it('leave nothing of a step that failed', () => {
    opened().close();
    const broken = { ...next, sql: `${next.sql} CREATE TABLE extras (y INTEGER NOT NULL) STRICT;` };
    expect(() => open([...allMigrations, broken])).toThrow(/extras/);
    const db = opened();
    expect(db.pragma('user_version', { simple: true })).toBe(allMigrations.length);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'extras'").pluck().get()).toBe(0);
    db.close();
  });

  it('refuse a database of a newer program and leave it as it is', () => {
    opened([...allMigrations, next]).close();
    const before = readFileSync(path());
    const result = open();
    expect(result).toMatchObject({ ok: false, failure: { code: 'newer_database' } });
    if (!result.ok) expect(result.failure.message).toMatch(/newer program/);
    expect(readFileSync(path()).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'data')).filter(name => name.includes('damaged'))).toEqual([]);
  });
});
