import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../../hall/domain/event.ts';
import type { Acknowledgement } from '../../hall/domain/syncApi.ts';
import { engines, type IngestWorld, noonMs, openIngestWorld } from '../testing/ingestWorld.ts';
import { choices, playVisits } from '../testing/sampleStream.ts';
import { rebuildProjections } from './reproject.ts';

describe.each(engines)('ingest on $title', ({ engine }) => {
  let world: IngestWorld;
  beforeAll(async () => {
    world = await openIngestWorld(engine);
  });
  afterAll(async () => world.test.stop());

  async function agree(hall: number, day: string): Promise<void> {
    const { page, events } = await world.figuresOf(hall, day);
    expect(page).toEqual(events);
    expect(page.tickets).toBeGreaterThan(0);
  }

  it('stores every event exactly once under four relays with slices, duplicates, disorder and 5 % poison', async () => {
    const { hall, token } = await world.newHall();
    const pick = choices(42);
    const streams = ['hub-1', 'kiosk-1', 'kiosk-2'].map(dev => world.stream(hall, dev));
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
        const ack = await world.test.push(token, doubled.slice(0, 500));
        latest = { ...ack, hwm: { ...latest?.hwm, ...ack.hwm } };
      }
    };
    await Promise.all([1, 2, 3, 4].map(relay));

    const found = await world.rows('SELECT stream, seq, id FROM event WHERE hall = $1', [hall]);
    expect(found.map(row => `${row['stream']}/${row['seq']}`).sort()).toEqual(
      all.map(event => `${event.stream}/${event.seq}`).sort(),
    );
    expect(new Set(found.map(row => row['id'])).size).toBe(all.length);
    const quarantined = await world.rows('SELECT count(*) AS n FROM quarantine WHERE hall = $1', [hall]);
    expect(Number(quarantined[0]?.['n'])).toBe(75);
    expect(await world.rows('SELECT 1 FROM fork WHERE hall = $1', [hall])).toEqual([]);
    await agree(hall, all[0]!.bday);
  });

  it('projects the same whatever order streams arrive in, and again from the events alone', async () => {
    const first = await world.newHall();
    const hub = world.stream(first.hall, 'hub-1');
    playVisits(hub, { visits: 30, pick: choices(7) });
    const half = Math.floor(hub.events.length / 2);
    await world.test.push(first.token, hub.events.slice(0, half));
    await world.test.push(first.token, hub.events.slice(half));
    await agree(first.hall, hub.events[0]!.bday);

    // The same facts told by two devices, the later part first.
    const second = await world.newHall();
    const kiosk = world.stream(second.hall, 'kiosk-1');
    const counter = world.stream(second.hall, 'hub-1', noonMs + 60_000);
    for (const event of hub.events.slice(0, half)) kiosk.add({ type: event.type, body: event.body });
    for (const event of hub.events.slice(half)) counter.add({ type: event.type, body: event.body });
    await world.test.push(second.token, counter.events);
    await world.test.push(second.token, kiosk.events);
    const day = hub.events[0]!.bday;
    const one = await world.overviewOf(first.hall, day);
    const other = await world.overviewOf(second.hall, day);
    expect({ ...other, hall: 0, name: '', devices: 0, lastSeenAt: 0 }).toEqual({
      ...one,
      hall: 0,
      name: '',
      devices: 0,
      lastSeenAt: 0,
    });

    const before = await world.rows('SELECT * FROM ticket ORDER BY hall, ticket', []);
    const ratings = await world.rows('SELECT * FROM rating ORDER BY hall, ticket', []);
    await rebuildProjections(world.test.region.database);
    expect(await world.rows('SELECT * FROM ticket ORDER BY hall, ticket', [])).toEqual(before);
    expect(await world.rows('SELECT * FROM rating ORDER BY hall, ticket', [])).toEqual(ratings);
  });

  it('reports another history of a stream and keeps the one it has', async () => {
    const { hall, token } = await world.newHall();
    const told = world.stream(hall);
    playVisits(told, { visits: 3, pick: choices(1) });
    await world.test.push(token, told.events);
    const last = told.events.length;

    const retold: LoggedEvent = { ...told.events[4]!, type: 'day.closed', body: { bday: told.events[4]!.bday } };
    const repeated = await world.test.push(token, [retold]);
    expect(repeated.forks).toEqual([{ stream: told.stream, seq: 5 }]);

    const next: LoggedEvent = {
      ...told.add({ type: 'device.health', body: { device: 'x', state: 'ok' } }),
      prev: 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const forked = await world.test.push(token, [next]);
    expect(forked.forks).toEqual([{ stream: told.stream, seq: last + 1 }]);
    expect(forked.hwm[told.stream]).toBe(last);
    expect(await world.stored(hall)).toBe(last);
    expect((await world.overviewOf(hall, told.events[0]!.bday)).forks).toBe(2);
  });

  it('names a gap and takes nothing behind it until it is filled', async () => {
    const { hall, token } = await world.newHall();
    const one = world.stream(hall);
    playVisits(one, { visits: 4, pick: choices(3) });
    const [a, b, c, d] = one.events;
    const gap = await world.test.push(token, [a, d]);
    expect(gap).toMatchObject({ hwm: { [one.stream]: 1 }, missing: [{ stream: one.stream, from: 2, to: 3 }] });
    const filled = await world.test.push(token, [b, c, d]);
    expect(filled).toMatchObject({ hwm: { [one.stream]: 4 }, missing: [] });
    expect(await world.stored(hall)).toBe(4);
  });

  it('answers the same when an answer was lost on the way', async () => {
    const { hall, token } = await world.newHall();
    const one = world.stream(hall);
    playVisits(one, { visits: 10, pick: choices(5) });
    const first = await world.test.push(token, one.events);
    const again = await world.test.push(token, one.events);
    expect(again).toEqual({ ...first, quarantined: [] });
    expect(await world.stored(hall)).toBe(one.events.length);
    await agree(hall, one.events[0]!.bday);
  });

  it('commits what it acknowledges: a broken database connection never acknowledges', async () => {
    const { hall, token } = await world.newHall();
    const one = world.stream(hall);
    playVisits(one, { visits: 60, pick: choices(9) });
    let stop = false;
    const saboteur = (async () => {
      while (!stop) {
        await world.test.region.database
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
      const answer = await world.test.call('/v1/events', { token, json: { events: one.events.slice(hwm, hwm + 5) } });
      if (answer.status !== 200) {
        expect(answer.status).toBe(503);
        refused++;
        continue;
      }
      const now = ((await answer.json()) as Acknowledgement).hwm[one.stream] ?? 0;
      const present = await world.rows('SELECT count(*) AS n FROM event WHERE hall = $1', [hall]).catch(() => null);
      if (present !== null) expect(Number(present[0]?.['n'])).toBeGreaterThanOrEqual(now);
      hwm = now;
    }
    stop = true;
    await saboteur;
    expect(hwm).toBe(one.events.length);
    expect(await world.stored(hall)).toBe(one.events.length);
    expect(refused).toBeGreaterThan(0);
    await agree(hall, one.events[0]!.bday);
  });
});
