import { type ChildProcess, spawn } from 'node:child_process';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { createIdReader } from '../idReader/driver.ts';
import type { CardEvent } from '../idReader/readerState.ts';
import { systemClock } from '../kit/clock.ts';
import { serialTransport } from '../kit/serialTransport.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

type Ready = { ready: boolean; device: string; path: string; control: string };

async function run(device: string, more: readonly string[]): Promise<{ ready: Ready; child: ChildProcess }> {
  const folder = await mkdtemp(join(tmpdir(), 'hall-simulator-'));
  toClose.push(() => rm(folder, { recursive: true }));
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), device, '--link', join(folder, device), ...more],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  toClose.push(() => child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { ready: JSON.parse(line) as Ready, child };
}

async function call(url: string, method: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const init = method === 'GET' ? { method } : { method, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, init);
  return { status: response.status, json: await response.json() };
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error(`waited in vain for ${isSo.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

test('the reader as a process of its own: lay, read, lift, pull the plug, put it back', async () => {
  const { ready, child } = await run('id-reader', ['--read-ms', '50']);
  expect(ready).toMatchObject({ ready: true, device: 'id-reader' });
  const reader = createIdReader({
    clock: systemClock,
    baudRate: 115_200,
    factory: serialTransport({ path: ready.path, baudRate: 115_200 }),
  });
  toClose.push(() => reader.close());
  const events: CardEvent[] = [];
  reader.onCard(event => events.push(event));
  reader.start();
  await until(() => reader.status.get().at === 'ready');

  const laid = await call(`${ready.control}/card`, 'POST', {
    name: '李小红',
    number: '65010219850612002X',
    validUntil: null,
  });
  expect(laid).toMatchObject({ status: 200, json: { card: { name: '李小红' } } });
  await until(() => events.some(event => event.is === 'read'));
  expect(events.at(-1)).toMatchObject({ card: { name: '李小红', number: '65010219850612002X', validUntil: null } });
  await call(`${ready.control}/card`, 'DELETE', {});
  await until(() => events.at(-1)?.is === 'removed');

  await call(`${ready.control}/fault`, 'POST', { name: 'vanish', forMs: 300 });
  await until(() => reader.status.get().at === 'offline');
  await until(() => reader.status.get().at === 'ready');

  child.kill('SIGTERM');
  await until(() => child.exitCode === 0);
  await expect(lstat(ready.path)).rejects.toThrow('ENOENT');
});

test('the control address answers nonsense with words, not with silence', async () => {
  const { ready } = await run('id-reader', []);
  expect((await call(`${ready.control}/card`, 'POST', '{"name":')).status).toBe(400);
  expect((await call(`${ready.control}/card`, 'POST', { name: 5 })).status).toBe(400);
  expect((await call(`${ready.control}/fault`, 'POST', { name: 'fire' })).status).toBe(400);
  expect((await call(`${ready.control}/fault`, 'POST', { name: 'sw-66', on: 'any', times: null })).status).toBe(200);
  expect((await call(`${ready.control}/nowhere`, 'GET', null)).status).toBe(404);
  expect((await call(`${ready.control}/card`, 'POST', 'x'.repeat(100_000))).status).toBe(400);
});

test('the printer as a process of its own: what was sent is on its paper', async () => {
  const { ready } = await run('printer', []);
  const opened = await serialTransport({ path: ready.path, baudRate: 115_200 })();
  if (!opened.ok) throw new Error(opened.failure);
  toClose.push(() => opened.value.close());
  const answered = new Promise<number>(resolve => opened.value.onData(bytes => resolve(bytes[0] ?? -1)));
  // ESC @, a line, feed, full cut, then GS r 1: the answer comes when all of that is done.
  const job = [0x1b, 0x40, ...Buffer.from('A017\n\n\n\n', 'latin1'), 0x1d, 0x56, 0x00, 0x1d, 0x72, 0x01];
  expect((await opened.value.write(Uint8Array.from(job))).ok).toBe(true);
  expect(await answered).toBe(0);
  const papers = await call(`${ready.control}/papers`, 'GET', null);
  expect(papers.json).toMatchObject([{ number: 1, cut: 'full' }]);
  expect(JSON.stringify(papers.json)).toContain('A017');
  const picture = await fetch(`${ready.control}/papers/1.png`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect([...new Uint8Array(await picture.arrayBuffer()).subarray(1, 4)]).toEqual([...Buffer.from('PNG', 'latin1')]);
  expect((await call(`${ready.control}/papers/2.png`, 'GET', null)).status).toBe(404);
  expect((await call(`${ready.control}/fault`, 'POST', { name: 'paper-out' })).json).toMatchObject({ paperOut: true });
  expect((await call(`${ready.control}/refill`, 'POST', {})).json).toMatchObject({ paperOut: false });
});
