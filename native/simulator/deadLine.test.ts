import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createIdReader, type IdReader } from '../idReader/driver.ts';
import { systemClock } from '../kit/clock.ts';
import { serialTransport } from '../kit/serialTransport.ts';
import type { SimulatedLine } from './simulatedLine.ts';
import { startIdReader } from './startIdReader.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** A reader that polls; `onBytes` is told of each chunk that came over the port. */
async function setUp(onBytes: () => void): Promise<{ reader: IdReader; line: SimulatedLine }> {
  const folder = await mkdtemp(join(tmpdir(), 'hall-dead-line-'));
  toClose.push(() => rm(folder, { recursive: true }));
  const started = await startIdReader({
    link: join(folder, 'reader'),
    baudRate: 115_200,
    controlPort: 0,
    latencies: { findMs: 0, selectMs: 0, readMs: 0 },
    refindWhilePresent: true,
  });
  if (!started.ok) throw new Error(started.failure);
  toClose.push(() => started.value.close());
  const open = serialTransport({ path: started.value.path, baudRate: 115_200 });
  const reader = createIdReader({
    clock: systemClock,
    baudRate: 115_200,
    factory: async () => {
      const opened = await open();
      if (opened.ok) opened.value.onData(onBytes);
      return opened;
    },
  });
  toClose.push(() => reader.close());
  reader.start();
  await until(() => reader.status.get().at === 'ready');
  return { reader, line: started.value.line };
}

async function until(isSo: () => boolean): Promise<number> {
  const startMs = performance.now();
  while (!isSo()) {
    if (performance.now() > startMs + 15_000) throw new Error(`waited in vain for ${isSo.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  return performance.now() - startMs;
}

test('a line that dies while a read is in flight says nothing by itself; the next poll finds out', async () => {
  const pulls: (() => void)[] = [];
  const { reader, line } = await setUp(() => pulls.pop()?.());
  for (let round = 0; round < 4; round++) {
    await until(() => reader.status.get().at === 'ready');
    pulls.push(() => void line.unplug());
    const noticedMs = await until(() => reader.status.get().at === 'offline');
    // Up to one poll until the bytes come, and one more until the write fails; the bar is two seconds.
    expect(noticedMs).toBeLessThan(2000);
    await line.plugIn();
  }
  await until(() => reader.status.get().at === 'ready');
});

test('a line that stands still without breaking is given up, and taken up again when it moves', {
  timeout: 30_000,
}, async () => {
  const { reader, line } = await setUp(() => undefined);
  const socat = Number(execFileSync('pgrep', ['-f', `link=${line.path}`], { encoding: 'utf8' }).split('\n')[0]);
  process.kill(socat, 'SIGSTOP');
  expect(await until(() => reader.status.get().at === 'offline')).toBeLessThan(3500);
  process.kill(socat, 'SIGCONT');
  expect(await until(() => reader.status.get().at === 'ready')).toBeLessThan(8000);
});
