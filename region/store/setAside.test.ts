import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayMs, engines, type IngestWorld, noonMs, openIngestWorld } from '../testing/ingestWorld.ts';
import { choices, playVisits, type SampleStream } from '../testing/sampleStream.ts';
import { dayPartitions } from './dayPartitions.ts';

describe.each(engines)('what does not fit on $title', ({ engine }) => {
  let world: IngestWorld;
  beforeAll(async () => {
    world = await openIngestWorld(engine);
  });
  afterAll(async () => world.test.stop());

  it('keeps types and versions of a newer program raw, and the ones behind them', async () => {
    const { hall, token } = await world.newHall();
    const newer = world.stream(hall);
    newer.add({ type: 'ticket.teleported', body: { anything: [1, { two: null }] } });
    newer.add({ type: 'ticket.issued', v: 9, body: { shape: 'unknown' } });
    newer.add({ type: 'day.opened', body: { bday: '2026-11-22' } });
    const ack = await world.test.push(token, newer.events);
    expect(ack).toMatchObject({ hwm: { [newer.stream]: 3 }, quarantined: [], missing: [], forks: [] });
    const found = await world.rows('SELECT type, v, flags, body FROM event WHERE hall = $1 ORDER BY seq', [hall]);
    expect(found).toMatchObject([
      { type: 'ticket.teleported', flags: 1, body: { anything: [1, { two: null }] } },
      { type: 'ticket.issued', v: 9, flags: 1 },
      { type: 'day.opened', flags: 0 },
    ]);
  });

  it('survives events that the database could not hold, each in quarantine and none in the way', async () => {
    const { hall, token } = await world.newHall();
    const odd = world.stream(hall);
    const health = { type: 'device.health', body: { device: 'x', state: 'ok' } } as const;
    odd.add({ type: 'device.health', body: { device: 'nul \0', state: 'ok' } });
    odd.add({ type: 'device.health', body: { device: 'half \ud800', state: 'ok' } });
    odd.add({ type: 'device.health', body: { device: 'a \\u0000 spelled out', state: 'ok' } });
    odd.add({ type: 'kaputt\0', body: {} });
    odd.add({ type: 'device.health', body: { device: 'x'.repeat(5000), state: 'ok' } });
    odd.add(health);
    const text = JSON.stringify({ events: odd.events });
    const ack = await world.test.push(token, JSON.parse(text).events as unknown[]);
    expect(ack.hwm[odd.stream]).toBe(6);
    expect(ack.quarantined.map(line => line.seq).sort((a, b) => a - b)).toEqual([1, 2, 4, 5]);
    expect(await world.rows('SELECT seq FROM event WHERE hall = $1 AND flags = 0 ORDER BY seq', [hall])).toEqual([
      { seq: '3' },
      { seq: '6' },
    ]);
    const garbage = await world.test.push(token, [null, 7, 'x', { stream: 5 }, { stream: odd.stream, seq: 7 }, {}]);
    expect(garbage.hwm[odd.stream]).toBe(7);
    expect(garbage.quarantined).toMatchObject([{ stream: odd.stream, seq: 7, reason: 'unreadable envelope' }]);
  });

  it('takes impossible days, clocks, spellings and strangers aside', async () => {
    const { hall, token } = await world.newHall();
    const one = world.stream(hall);
    for (let i = 0; i < 5; i++) one.add({ type: 'device.health', body: { device: 'x', state: String(i) } });
    const changed = [
      { ...one.events[0]!, bday: '2026-02-31' },
      { ...one.events[1]!, hlc: '99999999999999999999' },
      { ...one.events[2]!, hall: hall + 1000 },
      { ...one.events[3]!, dev: 'somebody-else' },
    ];
    // Each is the first of a stream of its own, so that no hash stands in the way.
    for (const event of changed) {
      const own = world.stream(hall, 'hub-1');
      own.add({ type: 'day.opened', body: { bday: event.bday } });
      const line = { ...own.events[0]!, bday: event.bday, hlc: event.hlc, hall: event.hall };
      const other = world.stream(hall, 'hub-1').add({ type: 'day.closed', body: { bday: '2026-11-22' } });
      const ack = await world.test.push(token, [line, other]);
      expect(ack.hwm).toEqual({ [line.stream]: 1, [other.stream]: 1 });
    }
    const reasons = await world.rows('SELECT reason FROM quarantine WHERE hall = $1 ORDER BY reason', [hall]);
    expect(reasons.map(row => row['reason'])).toEqual([
      'no such day',
      'unreadable envelope',
      `written for hall ${hall + 1000}`,
    ]);
    const loud = { ...one.events[4]!, stream: one.stream.toUpperCase() };
    const ack = await world.test.push(token, [loud]);
    expect(ack.hwm).toEqual({});
  });

  it('sets aside the one event that the database refuses for its content, and takes the others', async () => {
    const { hall, token } = await world.newHall();
    const one = world.stream(hall);
    playVisits(one, { visits: 2, pick: choices(6) });
    one.add({ type: 'ticket.teleported', v: 7, body: {} });
    one.add({ type: 'device.health', body: { device: 'x', state: 'ok' } });
    // Stands for whatever a future version of PostgreSQL may dislike: version 7 divides by zero.
    await world.test.region.database.query('ALTER TABLE event ADD trap int GENERATED ALWAYS AS (1 / (v - 7)) STORED');
    const ack = await world.test.push(token, one.events);
    await world.test.region.database.query('ALTER TABLE event DROP trap');
    expect(ack.hwm[one.stream]).toBe(one.events.length);
    expect(await world.stored(hall)).toBe(one.events.length - 1);
    expect(await world.rows('SELECT seq, reason FROM quarantine WHERE hall = $1', [hall])).toEqual([
      { seq: String(one.events.length - 1), reason: 'refused by the database' },
    ]);
    const { page, events } = await world.figuresOf(hall, one.events[0]!.bday);
    expect(page).toEqual(events);
  });

  it('puts late days into partitions of their own and absurd ones into the default one', async () => {
    const { hall, token } = await world.newHall();
    const late = world.stream(hall, 'hub-1', noonMs - 90 * dayMs);
    const absurd = world.stream(hall, 'hub-1', noonMs + 4000 * dayMs);
    const soon = world.stream(hall, 'hub-1', noonMs + 40 * dayMs);
    for (const one of [late, absurd, soon]) one.add({ type: 'day.opened', body: { bday: '2026-11-22' } });
    await world.test.push(token, [late.events[0], absurd.events[0], soon.events[0]]);
    const found = await world.rows(
      'SELECT stream, tableoid::regclass::text AS part, flags FROM event WHERE hall = $1',
      [hall],
    );
    const partOf = (one: SampleStream) => found.find(row => row['stream'] === one.stream);
    expect(partOf(late)).toMatchObject({ part: `event_${late.events[0]!.bday.replaceAll('-', '')}`, flags: 0 });
    expect(partOf(absurd)).toMatchObject({ part: 'event_default', flags: 2 });
    expect(partOf(soon)).toMatchObject({ part: 'event_default', flags: 2 });

    // A month later the day is plausible: the row moves into its partition and is still there once.
    await dayPartitions(world.test.region.database).ensure([soon.events[0]!.bday], noonMs + 35 * dayMs);
    const moved = await world.rows('SELECT tableoid::regclass::text AS part FROM event WHERE stream = $1', [
      soon.stream,
    ]);
    expect(moved).toEqual([{ part: `event_${soon.events[0]!.bday.replaceAll('-', '')}` }]);
    expect((await world.test.push(token, soon.events)).forks).toEqual([]);
  });
});
