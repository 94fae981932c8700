import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../../hall/domain/event.ts';
import type { HallOverview } from '../../hall/domain/regionApi.ts';
import type { Acknowledgement } from '../../hall/domain/syncApi.ts';
import { hasDebianPostgres } from '../testing/debianPostgres.ts';
import { choices, playVisits, type SampleStream, sampleStream } from '../testing/sampleStream.ts';
import { openTestRegion, type TestRegion } from '../testing/testRegion.ts';
import { dayPartitions } from './dayPartitions.ts';
import { readOverview } from './overview.ts';
import { rebuildProjections } from './reproject.ts';

const noLimits = { batches: { burst: 1e6, perSecond: 1e6 }, tries: { burst: 1e6, perSecond: 1e6 }, waiting: 1000 };
const dayMs = 86_400_000;

/** Beijing noon of today: no test crosses midnight. */
const noonMs = Math.floor((Date.now() + 8 * 3_600_000) / dayMs) * dayMs + 4 * 3_600_000;

const engines = [
  { engine: 'embedded' as const, title: 'embedded PostgreSQL 18', there: true },
  { engine: 'debian' as const, title: 'DATABASE_URL to PostgreSQL 15', there: hasDebianPostgres },
];

describe.each(engines.filter(({ there }) => there))('ingest on $title', ({ engine }) => {
  let test: TestRegion;
  let nextHall = 1;
  beforeAll(async () => {
    test = await openTestRegion(engine, { limits: noLimits, now: () => noonMs + 3_600_000 });
  });
  afterAll(async () => test.stop());

  async function newHall(): Promise<{ hall: number; token: string }> {
    const hall = nextHall++;
    return { hall, token: await test.enrol(hall) };
  }
  const stream = (hall: number, dev = 'hub-1', startMs = noonMs): SampleStream => sampleStream({ hall, dev, startMs });
  const rows = async (sql: string, values: unknown[]) =>
    (await test.region.database.query<Record<string, string>>(sql, values)).rows;
  const stored = async (hall: number) =>
    Number((await rows('SELECT count(*) AS n FROM event WHERE hall = $1', [hall]))[0]?.['n']);
  const overviewOf = async (hall: number, day: string): Promise<HallOverview> =>
    (await readOverview(test.region.database, day as never)).find(entry => entry.hall === hall)!;

  it('stores every event exactly once under four relays with slices, duplicates, disorder and 5 % poison', async () => {
    const { hall, token } = await newHall();
    const pick = choices(42);
    const streams = ['hub-1', 'kiosk-1', 'kiosk-2'].map(dev => stream(hall, dev));
    for (const one of streams) {
      playVisits(one, { visits: 80, pick });
      for (let i = 0; i < 25; i++) one.add({ type: 'ticket.called', body: { ticket: 'nobody', at: i } });
    }
    const all = streams.flatMap(one => one.events);
    let latest: Acknowledgement | null = null;
    const relay = async (seed: number): Promise<void> => {
      const choose = choices(seed);
      const complete = () => streams.every(one => latest?.hwm[one.stream] === one.events.length);
      for (let round = 0; round < 400 && !complete(); round++) {
        const batch = streams.flatMap(one => {
          const from = Math.max(0, (latest?.hwm[one.stream] ?? 0) - choose(30));
          return one.events.slice(from, from + choose(90));
        });
        // Disorder: neighbours change places; duplicates: some lines twice.
        for (let i = 1; i < batch.length; i++)
          if (choose(3) === 0) [batch[i - 1], batch[i]] = [batch[i]!, batch[i - 1]!];
        const doubled = batch.flatMap(event => (choose(10) === 0 ? [event, event] : [event]));
        const ack = await test.push(token, doubled.slice(0, 500));
        latest = { ...ack, hwm: { ...latest?.hwm, ...ack.hwm } };
      }
    };
    await Promise.all([1, 2, 3, 4].map(relay));

    const found = await rows('SELECT stream, seq, id FROM event WHERE hall = $1', [hall]);
    expect(found.map(row => `${row['stream']}/${row['seq']}`).sort()).toEqual(
      all.map(event => `${event.stream}/${event.seq}`).sort(),
    );
    expect(new Set(found.map(row => row['id'])).size).toBe(all.length);
    const quarantined = await rows('SELECT count(*) AS n FROM quarantine WHERE hall = $1', [hall]);
    expect(Number(quarantined[0]?.['n'])).toBe(75);
    expect(await rows('SELECT 1 FROM fork WHERE hall = $1', [hall])).toEqual([]);
    await figuresAgree(hall, all[0]!.bday);
  });

  /** The page's figures against SQL that knows nothing of projections. */
  async function figuresAgree(hall: number, day: string): Promise<void> {
    const [expected] = await rows(
      `WITH known AS (SELECT * FROM event WHERE hall = $1 AND flags = 0),
            issued AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type = 'ticket.issued' AND bday = $2),
            ended AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type IN
              ('ticket.called', 'ticket.serving', 'ticket.no_show', 'ticket.done', 'ticket.cancelled', 'number.voided')),
            printed AS (SELECT DISTINCT body->>'ticket' AS t FROM known WHERE type LIKE 'ticket.print%')
       SELECT (SELECT count(*) FROM issued) AS tickets,
              (SELECT count(*) FROM issued JOIN printed USING (t) WHERE t NOT IN (SELECT t FROM ended)) AS waiting`,
      [hall, day],
    );
    const ratings = await rows(
      `SELECT level, is_default, count(*) AS n FROM (
         SELECT DISTINCT ON (body->>'ticket') body->>'level' AS level, (body->>'isDefault')::boolean AS is_default
         FROM event WHERE hall = $1 AND type = 'rating.given' AND flags = 0 AND bday = $2
         ORDER BY body->>'ticket', (body->>'isDefault')::boolean, hlc, body->>'rating') AS first
       GROUP BY level, is_default`,
      [hall, day],
    );
    const figures = await overviewOf(hall, day);
    expect(figures.tickets).toBe(Number(expected?.['tickets']));
    expect(figures.waiting).toBe(Number(expected?.['waiting']));
    expect(figures.tickets).toBeGreaterThan(0);
    const given = ratings.filter(row => String(row['is_default']) === 'false');
    expect(figures.ratings).toEqual(Object.fromEntries(given.map(row => [row['level'], Number(row['n'])])));
    const byDefault = ratings.filter(row => String(row['is_default']) === 'true');
    expect(figures.defaultRatings).toBe(byDefault.reduce((sum, row) => sum + Number(row['n']), 0));
  }

  it('projects the same whatever order streams arrive in, and again from the events alone', async () => {
    const first = await newHall();
    const hub = stream(first.hall, 'hub-1');
    playVisits(hub, { visits: 30, pick: choices(7) });
    const half = Math.floor(hub.events.length / 2);
    await test.push(first.token, hub.events.slice(0, half));
    await test.push(first.token, hub.events.slice(half));
    await figuresAgree(first.hall, hub.events[0]!.bday);

    // The same facts told by two devices, the later part first.
    const second = await newHall();
    const kiosk = stream(second.hall, 'kiosk-1');
    const counter = stream(second.hall, 'hub-1', noonMs + 60_000);
    for (const event of hub.events.slice(0, half)) kiosk.add({ type: event.type, body: event.body });
    for (const event of hub.events.slice(half)) counter.add({ type: event.type, body: event.body });
    await test.push(second.token, counter.events);
    await test.push(second.token, kiosk.events);
    const day = hub.events[0]!.bday;
    const one = await overviewOf(first.hall, day);
    const other = await overviewOf(second.hall, day);
    expect({ ...other, hall: 0, name: '', devices: 0, lastSeenAt: 0 }).toEqual({
      ...one,
      hall: 0,
      name: '',
      devices: 0,
      lastSeenAt: 0,
    });

    const before = await rows('SELECT * FROM ticket ORDER BY hall, ticket', []);
    const ratings = await rows('SELECT * FROM rating ORDER BY hall, ticket', []);
    await rebuildProjections(test.region.database);
    expect(await rows('SELECT * FROM ticket ORDER BY hall, ticket', [])).toEqual(before);
    expect(await rows('SELECT * FROM rating ORDER BY hall, ticket', [])).toEqual(ratings);
  });

  it('reports another history of a stream and keeps the one it has', async () => {
    const { hall, token } = await newHall();
    const told = stream(hall);
    playVisits(told, { visits: 3, pick: choices(1) });
    await test.push(token, told.events);
    const last = told.events.length;

    const retold: LoggedEvent = { ...told.events[4]!, type: 'day.closed', body: { bday: told.events[4]!.bday } };
    const repeated = await test.push(token, [retold]);
    expect(repeated.forks).toEqual([{ stream: told.stream, seq: 5 }]);

    const next: LoggedEvent = {
      ...told.add({ type: 'device.health', body: { device: 'x', state: 'ok' } }),
      prev: 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const forked = await test.push(token, [next]);
    expect(forked.forks).toEqual([{ stream: told.stream, seq: last + 1 }]);
    expect(forked.hwm[told.stream]).toBe(last);
    expect(await stored(hall)).toBe(last);
    expect((await overviewOf(hall, told.events[0]!.bday)).forks).toBe(2);
  });

  it('keeps types and versions of a newer program raw, and the ones behind them', async () => {
    const { hall, token } = await newHall();
    const newer = stream(hall);
    newer.add({ type: 'ticket.teleported', body: { anything: [1, { two: null }] } });
    newer.add({ type: 'ticket.issued', v: 9, body: { shape: 'unknown' } });
    newer.add({ type: 'day.opened', body: { bday: '2026-11-22' } });
    const ack = await test.push(token, newer.events);
    expect(ack).toMatchObject({ hwm: { [newer.stream]: 3 }, quarantined: [], missing: [], forks: [] });
    const found = await rows('SELECT type, v, flags, body FROM event WHERE hall = $1 ORDER BY seq', [hall]);
    expect(found).toMatchObject([
      { type: 'ticket.teleported', flags: 1, body: { anything: [1, { two: null }] } },
      { type: 'ticket.issued', v: 9, flags: 1 },
      { type: 'day.opened', flags: 0 },
    ]);
  });

  it('names a gap and takes nothing behind it until it is filled', async () => {
    const { hall, token } = await newHall();
    const one = stream(hall);
    playVisits(one, { visits: 4, pick: choices(3) });
    const [a, b, c, d] = one.events;
    const gap = await test.push(token, [a, d]);
    expect(gap).toMatchObject({ hwm: { [one.stream]: 1 }, missing: [{ stream: one.stream, from: 2, to: 3 }] });
    const filled = await test.push(token, [b, c, d]);
    expect(filled).toMatchObject({ hwm: { [one.stream]: 4 }, missing: [] });
    expect(await stored(hall)).toBe(4);
  });

  it('answers the same when an answer was lost on the way', async () => {
    const { hall, token } = await newHall();
    const one = stream(hall);
    playVisits(one, { visits: 10, pick: choices(5) });
    const first = await test.push(token, one.events);
    const again = await test.push(token, one.events);
    expect(again).toEqual({ ...first, quarantined: [] });
    expect(await stored(hall)).toBe(one.events.length);
    await figuresAgree(hall, one.events[0]!.bday);
  });

  it('survives events that the database could not hold, each in quarantine and none in the way', async () => {
    const { hall, token } = await newHall();
    const odd = stream(hall);
    const health = { type: 'device.health', body: { device: 'x', state: 'ok' } } as const;
    odd.add({ type: 'device.health', body: { device: 'nul \0', state: 'ok' } });
    odd.add({ type: 'device.health', body: { device: 'half \ud800', state: 'ok' } });
    odd.add({ type: 'device.health', body: { device: 'a \\u0000 spelled out', state: 'ok' } });
    odd.add({ type: 'kaputt\0', body: {} });
    odd.add({ type: 'device.health', body: { device: 'x'.repeat(5000), state: 'ok' } });
    odd.add(health);
    const text = JSON.stringify({ events: odd.events });
    const ack = await test.push(token, JSON.parse(text).events as unknown[]);
    expect(ack.hwm[odd.stream]).toBe(6);
    expect(ack.quarantined.map(line => line.seq).sort((a, b) => a - b)).toEqual([1, 2, 4, 5]);
    expect(await rows('SELECT seq FROM event WHERE hall = $1 AND flags = 0 ORDER BY seq', [hall])).toEqual([
      { seq: '3' },
      { seq: '6' },
    ]);
    const garbage = await test.push(token, [null, 7, 'x', { stream: 5 }, { stream: odd.stream, seq: 7 }, {}]);
    expect(garbage.hwm[odd.stream]).toBe(7);
    expect(garbage.quarantined).toMatchObject([{ stream: odd.stream, seq: 7, reason: 'unreadable envelope' }]);
  });

  it('takes impossible days, clocks, spellings and strangers aside', async () => {
    const { hall, token } = await newHall();
    const one = stream(hall);
    for (let i = 0; i < 5; i++) one.add({ type: 'device.health', body: { device: 'x', state: String(i) } });
    const changed = [
      { ...one.events[0]!, bday: '2026-02-31' },
      { ...one.events[1]!, hlc: '99999999999999999999' },
      { ...one.events[2]!, hall: hall + 1000 },
      { ...one.events[3]!, dev: 'somebody-else' },
    ];
    // Each is the first of a stream of its own, so that no hash stands in the way.
    for (const event of changed) {
      const own = stream(hall, 'hub-1');
      own.add({ type: 'day.opened', body: { bday: event.bday } });
      const line = { ...own.events[0]!, bday: event.bday, hlc: event.hlc, hall: event.hall };
      const other = stream(hall, 'hub-1').add({ type: 'day.closed', body: { bday: '2026-11-22' } });
      const ack = await test.push(token, [line, other]);
      expect(ack.hwm).toEqual({ [line.stream]: 1, [other.stream]: 1 });
    }
    const reasons = await rows('SELECT reason FROM quarantine WHERE hall = $1 ORDER BY reason', [hall]);
    expect(reasons.map(row => row['reason'])).toEqual([
      'no such day',
      'unreadable envelope',
      `written for hall ${hall + 1000}`,
    ]);
    const loud = { ...one.events[4]!, stream: one.stream.toUpperCase() };
    const ack = await test.push(token, [loud]);
    expect(ack.hwm).toEqual({});
  });

  it('sets aside the one event that the database refuses for its content, and takes the others', async () => {
    const { hall, token } = await newHall();
    const one = stream(hall);
    playVisits(one, { visits: 2, pick: choices(6) });
    one.add({ type: 'ticket.teleported', v: 7, body: {} });
    one.add({ type: 'device.health', body: { device: 'x', state: 'ok' } });
    // Stands for whatever a future version of PostgreSQL may dislike: version 7 divides by zero.
    await test.region.database.query('ALTER TABLE event ADD trap int GENERATED ALWAYS AS (1 / (v - 7)) STORED');
    const ack = await test.push(token, one.events);
    await test.region.database.query('ALTER TABLE event DROP trap');
    expect(ack.hwm[one.stream]).toBe(one.events.length);
    expect(await stored(hall)).toBe(one.events.length - 1);
    expect(await rows('SELECT seq, reason FROM quarantine WHERE hall = $1', [hall])).toEqual([
      { seq: String(one.events.length - 1), reason: 'refused by the database' },
    ]);
    await figuresAgree(hall, one.events[0]!.bday);
  });

  it('puts late days into partitions of their own and absurd ones into the default one', async () => {
    const { hall, token } = await newHall();
    const late = stream(hall, 'hub-1', noonMs - 90 * dayMs);
    const absurd = stream(hall, 'hub-1', noonMs + 4000 * dayMs);
    const soon = stream(hall, 'hub-1', noonMs + 40 * dayMs);
    for (const one of [late, absurd, soon]) one.add({ type: 'day.opened', body: { bday: '2026-11-22' } });
    await test.push(token, [late.events[0], absurd.events[0], soon.events[0]]);
    const found = await rows('SELECT stream, tableoid::regclass::text AS part, flags FROM event WHERE hall = $1', [
      hall,
    ]);
    const partOf = (one: SampleStream) => found.find(row => row['stream'] === one.stream);
    expect(partOf(late)).toMatchObject({ part: `event_${late.events[0]!.bday.replaceAll('-', '')}`, flags: 0 });
    expect(partOf(absurd)).toMatchObject({ part: 'event_default', flags: 2 });
    expect(partOf(soon)).toMatchObject({ part: 'event_default', flags: 2 });

    // A month later the day is plausible: the row moves into its partition and is still there once.
    await dayPartitions(test.region.database).ensure([soon.events[0]!.bday], noonMs + 35 * dayMs);
    const moved = await rows('SELECT tableoid::regclass::text AS part FROM event WHERE stream = $1', [soon.stream]);
    expect(moved).toEqual([{ part: `event_${soon.events[0]!.bday.replaceAll('-', '')}` }]);
    expect((await test.push(token, soon.events)).forks).toEqual([]);
  });

  it('commits what it acknowledges: a broken database connection never acknowledges', async () => {
    const { hall, token } = await newHall();
    const one = stream(hall);
    playVisits(one, { visits: 60, pick: choices(9) });
    let stop = false;
    const saboteur = (async () => {
      while (!stop) {
        await test.region.database
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE pid <> pg_backend_pid() AND (state LIKE 'idle in transaction%' OR query LIKE 'INSERT INTO event%')`,
          )
          .catch(() => undefined);
        await sleep(1);
      }
    })();
    let hwm = 0;
    let refused = 0;
    for (let attempt = 0; attempt < 2000 && hwm < one.events.length; attempt++) {
      if (attempt === 60) stop = true;
      const answer = await test.call('/v1/events', { token, json: { events: one.events.slice(hwm, hwm + 5) } });
      if (answer.status !== 200) {
        expect(answer.status).toBe(503);
        refused++;
        continue;
      }
      const now = ((await answer.json()) as Acknowledgement).hwm[one.stream] ?? 0;
      const present = await rows('SELECT count(*) AS n FROM event WHERE hall = $1', [hall]).catch(() => null);
      if (present !== null) expect(Number(present[0]?.['n'])).toBeGreaterThanOrEqual(now);
      hwm = now;
    }
    stop = true;
    await saboteur;
    expect(hwm).toBe(one.events.length);
    expect(await stored(hall)).toBe(one.events.length);
    expect(refused).toBeGreaterThan(0);
    await figuresAgree(hall, one.events[0]!.bday);
  });
});
