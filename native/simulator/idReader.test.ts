import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createIdReader, type IdReader } from '../idReader/driver.ts';
import type { CardEvent } from '../idReader/readerState.ts';
import { ayigul, wangJianguo } from '../idReader/simulatedCard.ts';
import { type IdReaderSimulator, ordinaryLatencies, type ReaderLatencies } from '../idReader/simulator.ts';
import { systemClock } from '../kit/clock.ts';
import { serialTransport } from '../kit/serialTransport.ts';
import { wireTimeMs } from '../kit/pacing.ts';
import type { RunningSimulator } from './runningSimulator.ts';
import { startIdReader } from './startIdReader.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

type Bench = {
  simulator: RunningSimulator<IdReaderSimulator['control']>;
  reader: IdReader;
  events: { event: CardEvent; atMs: number }[];
  /** How often a port was opened. */
  opened: () => number;
};

/** The real driver on a real serial port, with a simulated SAM at the other end of a socat pty. */
async function setUp(options: { latencies: ReaderLatencies; baudRate: number }): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'hall-reader-'));
  toClose.push(() => rm(folder, { recursive: true }));
  const { latencies, baudRate } = options;
  const started = await startIdReader({
    link: join(folder, 'reader'),
    baudRate,
    controlPort: 0,
    latencies,
    refindWhilePresent: true,
  });
  if (!started.ok) throw new Error(started.failure);
  toClose.push(() => started.value.close());
  const open = serialTransport({ path: started.value.path, baudRate });
  let opened = 0;
  const reader = createIdReader({
    clock: systemClock,
    baudRate,
    factory: () => {
      opened++;
      return open();
    },
  });
  toClose.push(() => reader.close());
  const events: Bench['events'] = [];
  reader.onCard(event => events.push({ event, atMs: performance.now() }));
  reader.start();
  await until(() => reader.status.get().at === 'ready');
  return { simulator: started.value, reader, events, opened: () => opened };
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + 15_000;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error(`waited in vain for ${isSo.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

function inWords(events: Bench['events']): string {
  return events.map(({ event }) => (event.is === 'failed' ? event.code : event.is)).join(' ');
}

const fast: ReaderLatencies = { findMs: 5, selectMs: 5, readMs: 40 };

test('a card is read over a real serial port and told once', async () => {
  const { simulator, events } = await setUp({ latencies: ordinaryLatencies, baudRate: 115_200 });
  simulator.control.layCard(ayigul);
  await until(() => events.length === 2);
  expect(events[1]?.event).toEqual({
    is: 'read',
    card: {
      kind: 'citizen',
      name: '阿依古丽·麦麦提',
      number: '650102199003070021',
      validFrom: '2016-01-01',
      validUntil: '2036-01-01',
    },
  });
  simulator.control.removeCard();
  await until(() => inWords(events) === 'reading read removed');
});

test.each(['bad-checksum', 'truncated', 'garbage-before', 'halves', 'sw-41'] as const)(
  '%s once, then read',
  async name => {
    const { simulator, events } = await setUp({ latencies: fast, baudRate: 115_200 });
    simulator.control.setFault({ name, on: 'read', times: 1 });
    simulator.control.layCard(wangJianguo);
    await until(() => inWords(events) === 'reading read');
  },
);

test('lifted in the middle of a read: told as such, nothing read, and the next card is', async () => {
  const { simulator, events } = await setUp({ latencies: { ...fast, readMs: 200 }, baudRate: 115_200 });
  simulator.control.setFault({ name: 'pull-card-mid-read', on: 'read', times: 1 });
  simulator.control.layCard(ayigul);
  await until(() => inWords(events) === 'reading card-removed');
  simulator.control.layCard(wangJianguo);
  await until(() => inWords(events) === 'reading card-removed reading read');
});

test('40 MB of noise: memory stays bounded, the loop stays free and the card is read afterwards', {
  timeout: 40_000,
}, async () => {
  const { simulator, reader, events } = await setUp({ latencies: fast, baudRate: 115_200 });
  const before = process.memoryUsage();
  let longestMs = 0;
  let lastMs = performance.now();
  const ticking = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 5);
  toClose.push(() => clearInterval(ticking));
  simulator.control.setFault({ name: 'flood', on: 'find', times: 1 });
  await until(() => reader.counts.get().garbageBytes > 35_000_000);
  simulator.control.layCard(ayigul);
  await until(() => inWords(events) === 'reading read');
  // The simulator's own 40 MB of output are in this process as well.
  expect(process.memoryUsage().rss - before.rss).toBeLessThan(150_000_000);
  expect(longestMs).toBeLessThan(1000);
  expect(reader.status.get()).toEqual({ at: 'ready' });
});

test('unplugged and plugged in again: offline at once, ready within five seconds on a new port', async () => {
  const { simulator, reader, events, opened } = await setUp({ latencies: fast, baudRate: 115_200 });
  const pulledMs = performance.now();
  await simulator.line.unplug();
  await until(() => reader.status.get().at === 'offline');
  expect(performance.now() - pulledMs).toBeLessThan(2000);
  await new Promise(resolve => setTimeout(resolve, 1500));
  const openedBefore = opened();
  await simulator.line.plugIn();
  const pluggedMs = performance.now();
  await until(() => reader.status.get().at === 'ready');
  expect(performance.now() - pluggedMs).toBeLessThan(5000);
  expect(opened()).toBeGreaterThan(openedBefore);
  simulator.control.layCard(ayigul);
  await until(() => inWords(events) === 'reading read');
});

test('unplugged again and again, also in the middle of a read', { timeout: 60_000 }, async () => {
  const { simulator, reader, events } = await setUp({ latencies: { ...fast, readMs: 150 }, baudRate: 115_200 });
  for (let round = 0; round < 3; round++) {
    events.length = 0;
    simulator.control.layCard(round % 2 === 0 ? ayigul : wangJianguo);
    await until(() => events.length > 0);
    await simulator.line.unplug();
    await until(() => reader.status.get().at !== 'ready');
    await simulator.line.plugIn();
    await until(() => inWords(events) === 'reading reader-lost reading read');
    simulator.control.removeCard();
    await until(() => inWords(events) === 'reading reader-lost reading read removed');
  }
});

test('the software adds little to the time that wire and card need', async () => {
  const { simulator, events } = await setUp({ latencies: { findMs: 0, selectMs: 0, readMs: 0 }, baudRate: 115_200 });
  // find 25, select 29 and read 1305 bytes: the least that a read can take on this line.
  const floorMs = wireTimeMs(10 + 15 + 10 + 19 + 10 + 1295, 115_200);
  const ratios: number[] = [];
  for (let round = 0; round < 5; round++) {
    events.length = 0;
    let findMs = 0;
    const stop = simulator.control.onCommand(name => {
      // The command is handled when its last byte has come, so its own ten bytes are added again.
      if (name === 'find' && events.length === 0) findMs = performance.now() - wireTimeMs(10, 115_200);
    });
    simulator.control.layCard(ayigul);
    await until(() => events.some(({ event }) => event.is === 'read'));
    stop();
    const read = events.find(({ event }) => event.is === 'read');
    ratios.push(((read?.atMs ?? 0) - findMs) / floorMs);
    simulator.control.removeCard();
    await until(() => events.some(({ event }) => event.is === 'removed'));
  }
  const median = ratios.sort((a, b) => a - b)[2] ?? 0;
  console.log(`card read / wire time: ${ratios.map(ratio => ratio.toFixed(3)).join(' ')}`);
  expect(median).toBeGreaterThan(0.99);
  expect(median).toBeLessThan(1.5);
});
