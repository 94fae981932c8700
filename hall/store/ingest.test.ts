import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { businessDaySchema } from '../domain/businessDay.ts';
import { ticketIdSchema } from '../domain/ids.ts';
import { hashOf } from '../log/hash.ts';
import type { HallStore } from './hallStore.ts';
import { counterDrafts, foreignEvents } from './testEvents.fixture.ts';
import { issueRequest, makeTestHall, type TestHall } from './testHall.fixture.ts';

const halls: TestHall[] = [];
const stores: HallStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const hall of halls.splice(0)) hall.remove();
});
function openHall(role: 'hub' | 'kiosk', hall = makeTestHall(role, `${role}-1`)) {
  halls.push(hall);
  const store = hall.open();
  stores.push(store);
  return { hall, store };
}
const today = businessDaySchema.parse('2026-11-22');
const lines = (store: HallStore) =>
  store.outbox.streamEnds().flatMap(({ stream }) => store.outbox.readStream({ stream, afterSeq: 0, limit: 100_000 }));
const eventsOf = (store: HallStore): unknown[] => lines(store).map(line => JSON.parse(line.json) as unknown);

describe('taking in events', () => {
  it('brings a kiosk and a hub to the same tickets, however the batches are cut, ordered and repeated', () => {
    const kiosk = openHall('kiosk').store;
    for (let i = 0; i < 6; i += 1) {
      const answer = kiosk.issue(issueRequest({}));
      if (!answer.ok) throw new Error('no number');
      kiosk.setPrintJob(kiosk.openPrintJobs()[0]!.job, i % 2 === 0 ? 'printed' : 'failed', 'paper_out');
      if (i > 3) kiosk.append(counterDrafts(answer.value.ticket));
    }
    const events = eventsOf(kiosk);
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(events, { minLength: 1 }), { maxLength: 5 }), batches => {
        const { store, hall } = openHall('hub');
        for (const batch of batches) store.ingest(batch);
        const ack = store.ingest(events);
        for (const { stream, lastSeq } of kiosk.outbox.streamEnds()) expect(ack.hwm[stream]).toBe(lastSeq);
        expect(ack).toMatchObject({ missing: [], quarantined: [], forks: [] });
        expect(store.ticketsOfDay(today)).toEqual(kiosk.ticketsOfDay(today));
        expect(store.waiting(today)).toEqual(kiosk.waiting(today));
        store.close();
        hall.remove();
      }),
      { numRuns: 12 },
    );
  });

  it('survives a restart and acknowledges only what is there', () => {
    const events = foreignEvents({ drafts: counterDrafts(ticketIdSchema.parse(randomUUID())), device: 'k', seed: 2 });
    const { hall, store } = openHall('hub');
    const stream = events[0]!.stream;
    expect(store.highWaterMarks([stream]).hwm).toEqual({ [stream]: 0 });
    expect(store.ingest([events[0], events[1], events[4]])).toMatchObject({
      hwm: { [stream]: 2 },
      missing: [{ stream, from: 3, to: 4 }],
    });
    const { incarnation } = store.highWaterMarks([]);
    store.close();
    const again = openHall('hub', hall).store;
    expect(again.highWaterMarks([stream])).toMatchObject({ incarnation, hwm: { [stream]: 2 } });
    expect(again.ingest(events).hwm).toEqual({ [stream]: 5 });
  });

  it('keeps poison, unknown and unreadable lines and relays every one of them', () => {
    const [first] = foreignEvents({
      drafts: counterDrafts(ticketIdSchema.parse(randomUUID())),
      device: 'k',
      seed: 3,
    });
    const poison = { ...first!, body: { counter: 7 } };
    const unknown = { ...first!, seq: 2, prev: hashOf(poison), type: 'of.tomorrow', body: { deep: { x: [1] } } };
    const unreadable = { stream: first!.stream, seq: 3, hall: 'x' };
    const last = { ...first!, seq: 4, prev: hashOf('unseen') };
    const { store } = openHall('hub');
    const ack = store.ingest([poison, unknown, unreadable, last, 'noise']);
    expect(ack.hwm).toEqual({ [first!.stream]: 4 });
    expect(ack.quarantined.map(entry => entry.seq)).toEqual([1, 3]);
    const relayed = store.outbox.readStream({ stream: first!.stream, afterSeq: 0, limit: 10 });
    expect(relayed.map(line => line.seq)).toEqual([1, 2, 3, 4]);
    expect(relayed.map(line => JSON.parse(line.json) as unknown)).toEqual([poison, unknown, unreadable, last]);
    expect(store.outbox.readStream({ stream: first!.stream, afterSeq: 1, limit: 2 }).map(l => l.seq)).toEqual([2, 3]);
    const region = openHall('hub').store;
    expect(region.ingest(relayed.map(line => JSON.parse(line.json) as unknown)).hwm).toEqual({ [first!.stream]: 4 });
  });

  it('lets nobody else continue the stream of this process', () => {
    const { store } = openHall('hub');
    const [own] = store.append([{ type: 'device.health', body: { device: 'printer', state: 'ready' } }]);
    const forged = { ...own!, seq: own!.seq + 1, prev: hashOf(own) };
    expect(store.ingest([forged])).toMatchObject({ forks: [{ stream: own!.stream, seq: forged.seq }] });
    expect(store.append([{ type: 'device.health', body: { device: 'p', state: 'x' } }])[0]?.seq).toBe(forged.seq);
  });

  it('writes one stream per start, contiguous and chained', () => {
    const { hall, store } = openHall('kiosk');
    for (let i = 0; i < 3; i += 1) store.issue(issueRequest({}));
    store.close();
    const again = openHall('kiosk', hall).store;
    for (let i = 0; i < 2; i += 1) again.issue(issueRequest({}));
    const ends = again.outbox.streamEnds();
    expect(new Set(ends.map(end => end.stream)).size).toBe(ends.length);
    for (const end of ends) {
      const events = again.outbox
        .readStream({ stream: end.stream, afterSeq: 0, limit: 100 })
        .map(line => JSON.parse(line.json) as { seq: number; prev: string });
      expect(events.map(event => event.seq)).toEqual(events.map((_, i) => i + 1));
      events.forEach((event, i) => expect(event.prev).toBe(i === 0 ? '' : hashOf(events[i - 1])));
      expect(hashOf(events.at(-1))).toBe(end.lastHash);
    }
  });

  it('keeps events with any clock, and follows none that is far ahead', () => {
    const base = foreignEvents({ drafts: counterDrafts(ticketIdSchema.parse(randomUUID())), device: 'k', seed: 4 });
    const early = { ...base[0]!, hlc: '0' };
    const late = { ...base[1]!, hlc: String(BigInt(Date.UTC(2099, 0, 1)) << 16n), prev: hashOf(early) };
    const wild = [early, late];
    const { store, hall } = openHall('hub');
    expect(store.ingest(wild).hwm).toEqual({ [base[0]!.stream]: 2 });
    const [own] = store.append([{ type: 'device.health', body: { device: 'p', state: 'x' } }]);
    expect(Number(BigInt(own!.hlc) >> 16n)).toBeLessThan(hall.now() + 600_000);
  });
});
