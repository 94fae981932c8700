import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Region, type RegionOptions, regionDefaults, startRegion } from './startRegion.ts';
import { openDatabase } from './store/database.ts';
import { enrol, hallOfToken } from './store/enrolment.ts';

const silent = { info: () => undefined, error: () => undefined };

describe('starting and stopping a region', () => {
  let dataFolder = '';
  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'region-start-'));
    chmodSync(dataFolder, 0o755);
  });
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  const options = (changes: Partial<RegionOptions> = {}): RegionOptions => ({
    ...regionDefaults,
    dataFolder,
    databaseUrl: null,
    port: 0,
    restored: false,
    log: silent,
    ...changes,
  });
  async function start(changes: Partial<RegionOptions> = {}): Promise<Region> {
    const started = await startRegion(options(changes));
    if (!started.ok) throw new Error(started.failure.message);
    return started.value;
  }

  it('keeps what it knows over an ordered stop, a killed PostgreSQL and a stale pid file', async () => {
    const first = await start();
    const token = await enrol(first.database, {
      code: first.enrolmentCode,
      hall: 4021,
      name: 'Hall',
      nowMs: Date.now(),
    });
    const { incarnation } = first;
    await first.stop();

    const second = await start();
    expect(second.incarnation).toBe(incarnation);
    process.kill(second.postgresPid ?? 0, 'SIGKILL');
    await second.databaseLost;
    expect((await fetch(`http://127.0.0.1:${second.port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${second.port}/healthz`)).status).toBe(200);
    await second.stop();

    // A process id that belongs to somebody else by now.
    writeFileSync(join(dataFolder, 'region-pg', 'postmaster.pid'), `${process.pid}\n`);
    const third = await start();
    expect(await hallOfToken(third.database, token ?? '')).toBe(4021);
    expect(third.incarnation).toBe(incarnation);
    await third.stop();
    await third.stop();
  });

  it('refuses a second region on the same data, and a taken port', async () => {
    const region = await start();
    const second = await startRegion(options());
    expect(second).toMatchObject({ ok: false, failure: { code: 'already_running' } });
    const other = mkdtempSync(join(tmpdir(), 'region-port-'));
    chmodSync(other, 0o755);
    const taken = await startRegion(options({ dataFolder: other, port: region.port }));
    expect(taken).toMatchObject({ ok: false, failure: { code: 'port_in_use' } });
    rmSync(other, { recursive: true, force: true });
    await region.stop();
  });

  it('raises its incarnation when it is told of a restore, and when the database went back by itself', async () => {
    const before = await start();
    const { incarnation } = before;
    await before.stop();
    const told = await start({ restored: true });
    expect(told.incarnation).toBeGreaterThan(incarnation);
    await told.stop();
    const same = await start();
    expect(same.incarnation).toBe(told.incarnation);
    await same.stop();

    const witnessFile = join(dataFolder, 'region-incarnation.json');
    const witness = JSON.parse(readFileSync(witnessFile, 'utf8')) as { opened: number };
    writeFileSync(witnessFile, JSON.stringify({ ...witness, opened: witness.opened + 3 }));
    const older = await start();
    expect(older.incarnation).toBeGreaterThan(told.incarnation);
    await older.stop();
    const calm = await start();
    expect(calm.incarnation).toBe(older.incarnation);
    await calm.stop();
  });

  it('projects what an older program had kept raw', async () => {
    const region = await start();
    await region.database.query(`INSERT INTO hall (hall, name, enrolled_at) VALUES (5, 'Hall', now())`);
    await region.database.query(
      `INSERT INTO stream (hall, stream, dev, hwm, first_at, last_at)
       VALUES (5, '0190a0b0-0000-7000-8000-000000000001', 'hub-1', 1, now(), now())`,
    );
    await region.database.query(
      `INSERT INTO event VALUES (5, '2026-11-22', '0190a0b0-0000-7000-8000-000000000001', 1,
         '0190a0b0-0000-7000-8000-000000000002', 117000000000000000, 'rating.given', 1, 1, '\\x00', $1, now())`,
      [
        {
          rating: '0190a0b0-0000-7000-8000-000000000003',
          ticket: '0190a0b0-0000-7000-8000-000000000004',
          level: 'satisfied',
          tags: [],
          channel: 'kiosk',
          anonymous: false,
          isDefault: false,
        },
      ],
    );
    await region.stop();
    const upgraded = await start();
    const ratings = await upgraded.database.query('SELECT level FROM rating WHERE hall = 5');
    expect(ratings.rows).toEqual([{ level: 'satisfied' }]);
    const deferred = await upgraded.database.query('SELECT 1 FROM event WHERE (flags & 1) = 1');
    expect(deferred.rowCount).toBe(0);
    await upgraded.stop();
  });

  it('refuses a database of a newer program, and one that is not there', async () => {
    const region = await start();
    await region.database.query('INSERT INTO schema_version VALUES (999, now())');
    await region.stop();
    const newer = await startRegion(options());
    expect(newer).toMatchObject({ ok: false, failure: { code: 'newer_database' } });
    const absent = await startRegion(options({ databaseUrl: 'postgresql://nobody@127.0.0.1:9399/none' }));
    expect(absent).toMatchObject({ ok: false, failure: { code: 'no_database' } });
    const database = openDatabase({ connectionString: 'postgresql://nobody@127.0.0.1:9399/none' });
    await expect(database.query('SELECT 1')).rejects.toThrow();
    await database.end();
    await sleep(0);
  });
});
