import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openPtyPair, type PtyPair } from './ptyPair.ts';
import { err } from './result.ts';
import { serialTransport } from './serialTransport.ts';
import { tcpTransport } from './tcpTransport.ts';
import type { Transport } from './transport.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

let linkNumber = 0;

async function plugIn(): Promise<{ pty: PtyPair; far: Socket; server: Server; path: string; port: number }> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  toClose.push(() => server.close());
  const connected = new Promise<Socket>(resolve => server.once('connection', resolve));
  const path = join(tmpdir(), `hall-kit-test-${process.pid}-${linkNumber++}`);
  const { port } = server.address() as { port: number };
  const pty = await openPtyPair({ link: path, port });
  if (!pty.ok) throw new Error(pty.failure);
  toClose.push(() => pty.value.close());
  const far = await connected;
  far.on('error', () => undefined);
  return { pty: pty.value, far, server, path, port };
}

async function open(path: string): Promise<Transport> {
  const opened = await serialTransport({ path, baudRate: 115_200 })();
  if (!opened.ok) throw new Error(opened.failure);
  toClose.push(() => opened.value.close());
  return opened.value;
}

function received(transport: Transport, count: number): Promise<number[]> {
  return new Promise(resolve => {
    const bytes: number[] = [];
    transport.onData(chunk => {
      bytes.push(...chunk);
      if (bytes.length >= count) resolve(bytes);
    });
  });
}

test('all 256 byte values go through a pty both ways', async () => {
  const { far, path } = await plugIn();
  far.on('data', chunk => far.write(chunk));
  const transport = await open(path);
  const all = Array.from({ length: 256 }, (_, index) => index);
  const echoed = received(transport, 256);
  expect((await transport.write(new Uint8Array(all))).ok).toBe(true);
  expect(await echoed).toEqual(all);
});

test('a path that is not there is not-found, a port held by somebody else is busy', async () => {
  expect(await serialTransport({ path: '/nowhere/tty', baudRate: 9600 })()).toEqual(err('not-found'));
  const { path } = await plugIn();
  await open(path);
  expect(await serialTransport({ path, baudRate: 9600 })()).toEqual(err('busy'));
});

test('unplugging is told once, and nothing can be written afterwards', async () => {
  const { far, path } = await plugIn();
  const transport = await open(path);
  transport.onData(() => undefined);
  let told = 0;
  const lost = new Promise<string>(resolve =>
    transport.onClose(reason => {
      told++;
      resolve(reason);
    }),
  );
  far.destroy();
  expect(await lost).toBe('lost');
  expect(await transport.write(new Uint8Array([1]))).toEqual(err('closed'));
  await transport.close();
  await transport.close();
  expect(told).toBe(1);
});

test('bytes that came before the port was opened are thrown away', async () => {
  const { far, path } = await plugIn();
  far.write(new Uint8Array([1, 2, 3]));
  await new Promise(resolve => setTimeout(resolve, 50));
  const transport = await open(path);
  const next = received(transport, 1);
  far.write(new Uint8Array([9]));
  expect(await next).toEqual([9]);
});

test('a device that stops reading ends in a time-out and the port is gone', { timeout: 15_000 }, async () => {
  const { far, path } = await plugIn();
  far.pause();
  const transport = await open(path);
  const lost = new Promise<string>(resolve => transport.onClose(resolve));
  // The pty and the socket take some hundred kilobytes before they block.
  let result = await transport.write(new Uint8Array(16_384));
  for (let i = 0; i < 1000 && result.ok; i++) result = await transport.write(new Uint8Array(16_384));
  expect(result).toEqual(err('timeout'));
  expect(await lost).toBe('lost');
  expect(await transport.write(new Uint8Array([1]))).toEqual(err('closed'));
});

test('TCP behaves the same', async () => {
  const { server, port } = await plugIn();
  const connected = new Promise<Socket>(resolve => server.once('connection', resolve));
  const opened = await tcpTransport({ host: '127.0.0.1', port, openTimeoutMs: 1000 })();
  if (!opened.ok) throw new Error(opened.failure);
  const far = await connected;
  const got = received(opened.value, 2);
  far.write(new Uint8Array([7, 8]));
  expect(await got).toEqual([7, 8]);
  const lost = new Promise<string>(resolve => opened.value.onClose(resolve));
  far.destroy();
  expect(await lost).toBe('lost');
  expect(await tcpTransport({ host: '127.0.0.1', port: 1, openTimeoutMs: 1000 })()).toEqual(err('not-found'));
});
