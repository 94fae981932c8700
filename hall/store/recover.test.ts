import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { businessDaySchema } from '../domain/businessDay.ts';
import { ticketIdSchema } from '../domain/ids.ts';
import type { HallStore } from './hallStore.ts';
import { openHallStore } from './openHallStore.ts';
import { restoreMarkerPath } from './recover.ts';
import { issueRequest, makeTestHall, morning, type TestHall } from './testHall.fixture.ts';

const halls: TestHall[] = [];
const stores: HallStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const hall of halls.splice(0)) hall.remove();
});
const today = businessDaySchema.parse('2026-11-22');

function scene(role: 'hub' | 'kiosk') {
  const hall = makeTestHall(role, `${role}-1`);
  halls.push(hall);
  const { databasePath, witnessPath } = hall.options;
  const open = () => {
    const store = hall.open();
    stores.push(store);
    return store;
  };
  const series = role === 'hub' ? 'shared' : 'K';
  const issue = (store: HallStore) => {
    const answer = store.issue(issueRequest({ series }));
    return answer.ok ? answer.value.label : answer.failure.code;
  };
  /** Copy of the files as they are, taken while nobody has them open. */
  const copy = () => {
    for (const file of [databasePath, `${databasePath}-wal`])
      if (existsSync(file)) copyFileSync(file, `${file}.copy`);
      else rmSync(`${file}.copy`, { force: true });
  };
  const restore = () => {
    for (const file of [databasePath, `${databasePath}-wal`]) {
      rmSync(file, { force: true });
      if (existsSync(`${file}.copy`)) copyFileSync(`${file}.copy`, file);
    }
  };
  return { hall, open, issue, copy, restore, databasePath, witnessPath };
}
const labels = (store: HallStore) =>
  store
    .ticketsOfDay(today)
    .flatMap(row => (row.facts.issued === null ? [] : [row.facts.issued.label]))
    .sort((a, b) => (a < b ? -1 : 1));

describe('a kiosk that lost its past', () => {
  it('gets its numbers back from the witness and goes on behind them', () => {
    const { open, issue, copy, restore } = scene('kiosk');
    const first = open();
    issue(first);
    const before = first.highWaterMarks([]).incarnation;
    first.close();
    copy();
    const second = open();
    expect([issue(second), issue(second)]).toEqual(['AK002', 'AK003']);
    const request = issueRequest({});
    const promised = second.issue(request);
    second.close();
    restore();
    const third = open();
    expect(labels(third)).toEqual(['AK001', 'AK002', 'AK003', 'AK004']);
    expect(third.issue(request)).toEqual(promised);
    expect(issue(third)).toBe('AK005');
    const back = third.ticketsOfDay(today).filter(row => row.facts.issued?.recovered);
    expect(back.map(row => [row.facts.claim?.at, row.facts.print?.at])).toEqual(
      back.map(() => ['waiting', 'uncertain']),
    );
    expect(back).toHaveLength(3);
    expect(third.highWaterMarks([]).incarnation).toBeGreaterThan(before);
    third.close();
    expect(labels(open())).toHaveLength(5);
  });

  it("voids the hub's late number again, of which the lost pages may have been the only word", () => {
    const { open, copy, restore } = scene('kiosk');
    open().close();
    copy();
    const second = open();
    const request = issueRequest({});
    second.issue(request);
    second.close();
    restore();
    const late = ticketIdSchema.parse(request.requestId);
    expect(open().ticket(late)?.facts).toMatchObject({ issued: null, claim: { at: 'voided' } });
  });

  it('is filled from the witness when the whole database is gone', () => {
    const { open, issue, databasePath } = scene('kiosk');
    const first = open();
    const before = first.highWaterMarks([]).incarnation;
    for (let i = 0; i < 5; i += 1) issue(first);
    first.close();
    for (const suffix of ['', '-wal']) rmSync(databasePath + suffix, { force: true });
    const second = open();
    expect(labels(second)).toHaveLength(5);
    expect(issue(second)).toBe('AK006');
    expect(second.highWaterMarks([]).incarnation).toBeGreaterThan(before);
  });

  it('never starts again at 001 on an emptied or damaged file', () => {
    const { hall, open, issue, databasePath } = scene('kiosk');
    const first = open();
    for (let i = 0; i < 3; i += 1) issue(first);
    first.close();
    truncateSync(databasePath);
    const second = open();
    expect(issue(second)).toBe('AK004');
    second.close();
    const bytes = readFileSync(databasePath);
    writeFileSync(databasePath, bytes.fill(0x5a, 200, 8000));
    const damaged = openHallStore(hall.options);
    expect(damaged).toMatchObject({ ok: false, failure: { code: 'corrupted' } });
    const third = open();
    expect(labels(third)).toEqual(['AK001', 'AK002', 'AK003', 'AK004']);
    expect(issue(third)).toBe('AK005');
  });

  it('fills a lost witness again', () => {
    const { open, issue, witnessPath, databasePath } = scene('kiosk');
    const first = open();
    for (let i = 0; i < 5; i += 1) issue(first);
    first.close();
    rmSync(witnessPath);
    open().close();
    for (const suffix of ['', '-wal']) rmSync(databasePath + suffix, { force: true });
    expect(issue(open())).toBe('AK006');
  });

  it('counts on over 999 even from the witness alone', () => {
    const { open, issue, databasePath } = scene('kiosk');
    const first = open();
    for (let i = 0; i < 1003; i += 1) issue(first);
    first.close();
    for (const suffix of ['', '-wal']) rmSync(databasePath + suffix, { force: true });
    expect(issue(open())).toBe('AK005');
  });
});

describe('a hub that lost its past', () => {
  it('goes on after a rolled back database, numbers put back', () => {
    const { open, issue, copy, restore } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    copy();
    const second = open();
    expect([issue(second), issue(second)]).toEqual(['A002', 'A003']);
    second.close();
    restore();
    const third = open();
    expect(labels(third)).toEqual(['A001', 'A002', 'A003']);
    expect(issue(third)).toBe('A004');
    // Callable only by the word of the kiosk that printed it.
    expect(third.waiting(today)).toEqual([]);
  });

  it('gives up the shared series for the day when the witness is missing', () => {
    const { hall, open, issue, witnessPath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    rmSync(witnessPath);
    const second = open();
    expect(issue(second)).toBe('no_shared_series');
    second.close();
    const third = open();
    expect(issue(third)).toBe('no_shared_series');
    hall.setNow(morning + 24 * 3600_000);
    expect(issue(third)).toBe('A001');
  });

  it('gives it up when the witness is older than the database', () => {
    const { hall, open, issue, witnessPath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    copyFileSync(witnessPath, `${witnessPath}.old`);
    const second = open();
    for (let i = 0; i < 3; i += 1) {
      hall.setNow(morning + i);
      issue(second);
    }
    second.close();
    renameSync(`${witnessPath}.old`, witnessPath);
    expect(issue(open())).toBe('no_shared_series');
  });

  it('goes on when only the numbers of the last transaction are not in the witness', () => {
    const { open, issue, witnessPath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    copyFileSync(witnessPath, `${witnessPath}.old`);
    const second = open();
    second.issueTogether([issueRequest({ series: 'shared' }), issueRequest({ series: 'shared' })]);
    second.close();
    renameSync(`${witnessPath}.old`, witnessPath);
    expect(issue(open())).toBe('A004');
  });

  it('gives it up when the database is missing on a day that has numbers', () => {
    const { hall, open, issue, databasePath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    for (const suffix of ['', '-wal']) rmSync(databasePath + suffix, { force: true });
    hall.setNow(morning + 1000);
    const second = open();
    expect(issue(second)).toBe('no_shared_series');
    hall.setNow(morning + 24 * 3600_000);
    expect(issue(second)).toBe('A001');
  });

  it('begins with A001 on a machine that is new', () => {
    const { open, issue } = scene('hub');
    expect(issue(open())).toBe('A001');
  });

  it('forgives one number that was committed and never seen', () => {
    const { open, issue, witnessPath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    const bytes = readFileSync(witnessPath);
    const second = open();
    issue(second);
    second.close();
    writeFileSync(witnessPath, bytes);
    expect(issue(open())).toBe('A003');
  });
});

describe('after a start', () => {
  it('nobody prints by surprise', () => {
    const { hall, open } = scene('kiosk');
    const first = open();
    const old = issueRequest({});
    first.issue(old);
    const sending = issueRequest({});
    first.issue(sending);
    const job = first.openPrintJobs().find(one => one.ticket === sending.ticket)!;
    first.setPrintJob(job.job, 'sending', null);
    hall.setNow(morning + 15_000);
    const fresh = issueRequest({});
    first.issue(fresh);
    first.close();
    hall.setNow(morning + 25_000);
    const second = open();
    expect(second.openPrintJobs().map(one => one.ticket)).toEqual([fresh.ticket]);
    expect(second.printJob(job.job)).toMatchObject({ at: 'uncertain', reason: 'restarted' });
    expect(second.ticket(old.ticket)?.facts).toMatchObject({ claim: { at: 'waiting' }, print: { at: 'failed' } });
    expect(second.ticket(sending.ticket)?.facts).toMatchObject({ print: { at: 'uncertain' } });
  });

  it('a restored database says so by a new incarnation, once', () => {
    const { open, databasePath } = scene('hub');
    const first = open();
    const before = first.highWaterMarks([randomUUID()]).incarnation;
    first.close();
    writeFileSync(restoreMarkerPath(databasePath), '');
    const second = open();
    const after = second.highWaterMarks([]).incarnation;
    expect(after).toBeGreaterThan(before);
    second.close();
    expect(existsSync(restoreMarkerPath(databasePath))).toBe(false);
    expect(open().highWaterMarks([]).incarnation).toBe(after);
  });
});

describe('a hub that lost database and journal on the same day', () => {
  const replaced = (hall: TestHall) => {
    const { databasePath, witnessPath } = hall.options;
    for (const file of [databasePath, `${databasePath}-wal`, `${databasePath}-shm`, witnessPath])
      rmSync(file, { force: true });
    hall.options.isReplacement = true;
  };

  it('does not begin at 001 again before the next day, also after another start', () => {
    const { hall, open, issue } = scene('hub');
    const first = open();
    expect([issue(first), issue(first)]).toEqual(['A001', 'A002']);
    first.close();
    replaced(hall);
    const second = open();
    expect(issue(second)).toBe('no_shared_series');
    second.close();
    const third = open();
    expect(issue(third)).toBe('no_shared_series');
    hall.setNow(morning + 24 * 60 * 60 * 1000);
    expect(issue(third)).toBe('A001');
  });

  it('that has kept its journal goes on as before', () => {
    const { hall, open, issue, databasePath } = scene('hub');
    const first = open();
    issue(first);
    first.close();
    hall.options.isReplacement = true;
    const second = open();
    expect(issue(second)).toBe('A002');
    expect(existsSync(databasePath)).toBe(true);
  });
});
