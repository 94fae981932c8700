import { expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../kit/manualClock.ts';
import { createMemoryTransportPair } from '../kit/memoryTransport.ts';
import { ok } from '../kit/result.ts';
import type { Transport } from '../kit/transport.ts';
import { encodeAnswer, longestFrame } from './codec.ts';
import { createIdReader, type IdReader } from './driver.ts';
import type { CardEvent } from './readerState.ts';
import { ayigul, encodeReadData, wangJianguo } from './simulatedCard.ts';
import { createIdReaderSimulator, type IdReaderSimulator, ordinaryLatencies } from './simulator.ts';
import type { FaultName } from './simulatorFaults.ts';

type Bench = {
  clock: ManualClock;
  reader: IdReader;
  simulator: IdReaderSimulator;
  events: CardEvent[];
  farEnd: () => Transport;
  connections: () => number;
};

/** A reader and a simulated SAM on a 115200 line in memory, with time standing still. */
async function setUp(refindWhilePresent: boolean): Promise<Bench> {
  const clock = createManualClock();
  const simulator = createIdReaderSimulator({
    clock,
    baudRate: 115_200,
    latencies: ordinaryLatencies,
    refindWhilePresent,
  });
  let far: Transport | null = null;
  let connections = 0;
  simulator.onOutput(bytes => void far?.write(bytes));
  const reader = createIdReader({
    clock,
    baudRate: 115_200,
    factory: () => {
      const [near, other] = createMemoryTransportPair();
      far = other;
      connections++;
      other.onData(bytes => simulator.onHostBytes(bytes));
      other.onClose(() => simulator.disconnected());
      return Promise.resolve(ok(near));
    },
  });
  const events: CardEvent[] = [];
  reader.onCard(event => events.push(event));
  reader.start();
  await clock.advance(100);
  return { clock, reader, simulator, events, farEnd: () => far!, connections: () => connections };
}

function inWords(events: readonly CardEvent[]): string {
  return events.map(event => (event.is === 'failed' ? event.code : event.is)).join(' ');
}

const card = {
  kind: 'citizen',
  name: '阿依古丽·麦麦提',
  number: '650102199003070021',
  validFrom: '2016-01-01',
  validUntil: '2036-01-01',
};

test.each([true, false])('a card is read once and removed once (found again while it lies there: %s)', async refind => {
  const { clock, reader, simulator, events } = await setUp(refind);
  expect(reader.status.get()).toEqual({ at: 'ready' });
  simulator.control.layCard(ayigul);
  await clock.advance(2000);
  expect(events.slice(0, 2)).toEqual([{ is: 'reading' }, { is: 'read', card }]);
  await clock.advance(10_000);
  simulator.control.removeCard();
  await clock.advance(2000);
  expect(inWords(events)).toBe('reading read removed');
  simulator.control.layCard(ayigul);
  await clock.advance(2000);
  expect(inWords(events)).toBe('reading read removed reading read');
});

test.each<[FaultName, number, string]>([
  ['bad-checksum', 1, 'reading read'],
  ['bad-checksum', 2, 'reading read'],
  ['bad-checksum', 3, 'reading unreadable'],
  ['bad-length', 1, 'reading read'],
  ['truncated', 1, 'reading read'],
  ['truncated', 2, 'reading read'],
  ['halves', 1, 'reading read'],
  ['garbage-before', 1, 'reading read'],
  ['slow', 1, 'reading read'],
  ['silent', 1, 'reading read'],
  ['twice', 1, 'reading read'],
  ['sw-41', 1, 'reading read'],
  ['sw-41', 2, 'reading read'],
  ['sw-41', 3, 'reading unreadable'],
  ['sw-31', 3, 'reading rejected'],
  ['sw-40', 1, 'reading wrong-card'],
  ['sw-10', 1, 'reading read'],
  ['sw-10', 2, 'reading unreadable'],
  ['sw-60', 1, 'reading reader-lost reading read'],
  ['pull-card-mid-read', 1, 'reading card-removed'],
])('fault %s, %i times: %s', async (name, times, words) => {
  const { clock, simulator, events, reader } = await setUp(true);
  simulator.control.setFault({ name, on: 'read', times });
  simulator.control.layCard(ayigul);
  await clock.advance(12_000);
  expect(inWords(events)).toBe(words);
  expect(reader.status.get()).toEqual({ at: 'ready' });
});

test.each<FaultName>([
  'bad-checksum',
  'bad-length',
  'truncated',
  'halves',
  'garbage-before',
  'silent',
  'twice',
  'slow',
])('fault %s on every command: the card is read all the same', async name => {
  const { clock, simulator, events } = await setUp(true);
  for (const on of ['status', 'find', 'select', 'read'] as const) simulator.control.setFault({ name, on, times: 1 });
  simulator.control.layCard(ayigul);
  await clock.advance(20_000);
  expect(inWords(events)).toBe('reading read');
  expect(simulator.control.state().faults).toEqual([]);
});

test('a reader that is not authorised is faulty, and ready again when it is', async () => {
  const { clock, simulator, reader } = await setUp(true);
  simulator.control.setFault({ name: 'sw-66', on: 'any', times: null });
  await clock.advance(1000);
  expect(reader.status.get()).toEqual({ at: 'faulty', code: 'not-authorised' });
  simulator.control.clearFaults();
  await clock.advance(4000);
  expect(reader.status.get()).toEqual({ at: 'ready' });
});

test('a reader that falls silent is given up within three seconds and connected anew when it speaks', async () => {
  const { clock, simulator, reader, connections } = await setUp(true);
  simulator.control.setFault({ name: 'silent', on: 'any', times: null });
  await clock.advance(2700);
  expect(connections()).toBeGreaterThanOrEqual(1);
  expect(reader.status.get().at).not.toBe('ready');
  simulator.control.clearFaults();
  await clock.advance(5000);
  expect(reader.status.get()).toEqual({ at: 'ready' });
  expect(connections()).toBeGreaterThanOrEqual(2);
});

test('unplugged in the middle of a card: told, and read again after the reconnect', async () => {
  const { clock, simulator, events, farEnd } = await setUp(true);
  simulator.control.layCard(ayigul);
  while (inWords(events) !== 'reading') await clock.advance(10);
  await farEnd().close();
  await clock.advance(4000);
  expect(inWords(events)).toBe('reading reader-lost reading read');
});

test('another card laid within the third miss belongs to another person', async () => {
  const { clock, simulator, events } = await setUp(true);
  simulator.control.layCard(ayigul);
  await clock.advance(2000);
  simulator.control.removeCard();
  await clock.advance(500);
  simulator.control.layCard(wangJianguo);
  await clock.advance(3000);
  expect(inWords(events)).toBe('reading read removed reading read');
  expect(events.at(-1)).toMatchObject({ card: { name: '王建国' } });
});

test('cards swapped between find and read: the second one is not taken for the first', async () => {
  const { clock, simulator, events } = await setUp(true);
  simulator.control.layCard(ayigul);
  while (inWords(events) !== 'reading') await clock.advance(5);
  simulator.control.layCard(wangJianguo);
  await clock.advance(3000);
  const read = events.filter(event => event.is === 'read');
  expect(read).toEqual([
    { is: 'read', card: expect.objectContaining({ name: '王建国', number: '11010519491231002X' }) },
  ]);
});

test('card frames that nobody asked for are ignored and counted', async () => {
  const { clock, reader, events, farEnd } = await setUp(true);
  const replay = encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: encodeReadData(ayigul) });
  for (let i = 0; i < 3; i++) {
    await farEnd().write(replay);
    await clock.advance(50);
  }
  await clock.advance(3000);
  expect(events).toEqual([]);
  expect(reader.counts.get().unaskedFrames).toBe(3);
  expect(reader.status.get()).toEqual({ at: 'ready' });
});

test('frames that lie in the same chunk behind an answer do not answer the next question', async () => {
  const { clock, reader, simulator, events, farEnd } = await setUp(true);
  const frames = [
    encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x9f, data: new Uint8Array(4) }),
    encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array(8) }),
    encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: encodeReadData(ayigul) }),
  ];
  const asked: string[] = [];
  simulator.control.onCommand(name => asked.push(name));
  while (asked.at(-1) !== 'find') await clock.advance(1);
  await farEnd().write(Buffer.concat(frames));
  await clock.advance(3000);
  expect(inWords(events)).toBe('reading card-removed');
  expect(reader.counts.get().unaskedFrames).toBeGreaterThanOrEqual(2);
  simulator.control.layCard(wangJianguo);
  await clock.advance(2000);
  expect(events.at(-1)).toMatchObject({ is: 'read', card: { name: '王建国' } });
});

test('nothing but name, number and validity is in any event or status, whatever happens', async () => {
  const canary = { ...ayigul, address: '金丝雀街7号', nation: '43', authority: '金丝雀分局', birth: '18881122' };
  const { clock, reader, simulator, events } = await setUp(false);
  const said: unknown[] = [events];
  reader.status.subscribe(status => said.push(status));
  for (const name of ['bad-checksum', 'truncated', 'halves', 'sw-41', 'silent', 'pull-card-mid-read'] as const) {
    simulator.control.setFault({ name, on: 'read', times: 1 });
    simulator.control.layCard(canary);
    await clock.advance(9000);
    simulator.control.removeCard();
    await clock.advance(3000);
  }
  simulator.control.layCard({ ...canary, type: 'J' });
  await clock.advance(3000);
  expect(events.filter(event => event.is === 'read').length).toBeGreaterThanOrEqual(6);
  const text = JSON.stringify([said, reader.status.get(), reader.counts.get()]);
  for (const word of ['金丝雀', '43', '18881122', '乌孜别克', 'WlpaWl', '90,90,90']) expect(text).not.toContain(word);
});

test('what is kept of a line full of noise never exceeds one frame', () => {
  expect(longestFrame).toBeLessThan(64 * 1024);
});
