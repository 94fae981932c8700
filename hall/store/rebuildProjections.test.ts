import { afterEach, describe, expect, it } from 'vitest';
import { ticketIdSchema } from '../domain/ids.ts';
import { hashOf } from '../log/hash.ts';
import { openRebuild } from './openRebuild.ts';
import { counterDrafts, foreignEvents } from './testEvents.fixture.ts';
import { issueRequest, makeTestHall, type TestHall } from './testHall.fixture.ts';
import BetterSqlite3 from 'better-sqlite3';

const halls: TestHall[] = [];
afterEach(() => {
  for (const hall of halls.splice(0)) hall.remove();
});
function busyHall() {
  const hall = makeTestHall('kiosk', 'kiosk-1');
  halls.push(hall);
  const store = hall.open();
  for (let i = 0; i < 40; i += 1) {
    const request = issueRequest({});
    store.issue(request);
    const job = store.openPrintJobs()[0];
    if (job !== undefined) store.setPrintJob(job.job, i % 3 === 0 ? 'failed' : 'printed', 'paper_out');
    if (i % 2 === 0) store.append(counterDrafts(request.ticket));
    // Another device speaks of the same ticket, out of order with our own words.
    if (i % 5 === 0)
      store.ingest(
        foreignEvents({ drafts: counterDrafts(ticketIdSchema.parse(request.ticket)), device: 'hub', seed: i }),
      );
  }
  store.close();
  return hall;
}

describe('rebuilding the projections', () => {
  it('from the log alone gives the same rows', () => {
    const { options } = busyHall();
    const rebuilt = openRebuild(options);
    expect(rebuilt).toMatchObject({ ok: true });
    if (!rebuilt.ok) return;
    expect(rebuilt.value.events).toBeGreaterThan(100);
    expect(rebuilt.value.after).toBe(rebuilt.value.before);
  });

  it('mends rows that something else has changed', () => {
    const { options } = busyHall();
    const sound = openRebuild(options);
    const db = new BetterSqlite3(options.databasePath);
    db.exec("UPDATE tickets SET at = 'cancelled'; DELETE FROM ratings");
    db.close();
    const mended = openRebuild(options);
    if (!sound.ok || !mended.ok) throw new Error('not rebuilt');
    expect(mended.value.before).not.toBe(sound.value.after);
    expect(mended.value.after).toBe(sound.value.after);
  });

  it('takes in events of a newer program once they are understood', () => {
    const hall = busyHall();
    const store = hall.open();
    const request = issueRequest({});
    store.issue(request);
    const [event] = foreignEvents({ drafts: counterDrafts(request.ticket).slice(1, 2), device: 'hub', seed: 99 });
    const tomorrow = { ...event!, v: 2 };
    store.ingest([tomorrow]);
    expect(store.ticket(request.ticket)?.facts.claim?.at).toBe('issued');
    store.close();
    // The upgrade: this program now knows version 2, which the test plays by making the stored line version 1.
    const db = new BetterSqlite3(hall.options.databasePath);
    db.prepare('UPDATE events SET v = 1 WHERE stream = ?').run(event!.stream);
    db.close();
    const upgraded = hall.open();
    expect(upgraded.ticket(request.ticket)?.facts.claim?.at).toBe('called');
    expect(upgraded.outbox.streamEnds().find(end => end.stream === event!.stream)?.lastHash).toBe(hashOf(tomorrow));
    upgraded.close();
  });
});
