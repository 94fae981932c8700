import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LiveStream, openLiveStream } from './liveStream.ts';

/** A real server on a real socket: what is cut here is a connection, not a mock. */
async function startServer() {
  const responses: ServerResponse[] = [];
  const tokens: (string | undefined)[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    if (status === 200) {
      response.flushHeaders();
      responses.push(response);
    } else response.end();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/live`,
    responses,
    tokens,
    refuse: () => (status = 401),
    send: (message: unknown) => responses.at(-1)?.write(`data: ${JSON.stringify(message)}\n\n`),
    cut: () => responses.at(-1)?.destroy(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

async function start(staleAfterMs = 5000) {
  const server = await startServer();
  open.push({ close: server.stop });
  const stream: LiveStream<Record<string, number>> = openLiveStream<Record<string, number>>({
    url: server.url,
    token: 'secret',
    fetch,
    staleAfterMs,
    graceMs: 40,
    retryAfterMs: () => 20,
  });
  open.unshift(stream);
  await vi.waitFor(() => expect(server.responses.length).toBe(1));
  return { server, stream };
}

describe('live stream', () => {
  it('applies a snapshot and patches, and sends its token', async () => {
    const { server, stream } = await start();
    expect(stream.link()).toBe('connecting');
    server.send({ is: 'snapshot', revision: 4, entries: { a: 1, b: 2 } });
    await vi.waitFor(() => expect(stream.link()).toBe('live'));
    server.send({ is: 'patch', revision: 5, changes: { a: null, c: 3 } });
    await vi.waitFor(() => expect(stream.entries()).toEqual({ b: 2, c: 3 }));
    expect(server.tokens[0]).toBe('Bearer secret');
  });

  it('asks for a snapshot again when a revision is missing', async () => {
    const { server, stream } = await start();
    server.send({ is: 'snapshot', revision: 1, entries: { a: 1 } });
    server.send({ is: 'patch', revision: 3, changes: { a: 3 } });
    await vi.waitFor(() => expect(server.responses.length).toBe(2));
    expect(stream.entry('a')).toBe(1);
    server.send({ is: 'snapshot', revision: 3, entries: { a: 3 } });
    await vi.waitFor(() => expect(stream.entry('a')).toBe(3));
  });

  it('says that the line is broken, keeps what it knows, and mends it', async () => {
    const { server, stream } = await start();
    server.send({ is: 'snapshot', revision: 1, entries: { a: 1 } });
    await vi.waitFor(() => expect(stream.link()).toBe('live'));
    server.cut();
    await vi.waitFor(() => expect(stream.link()).toBe('broken'));
    expect(stream.entry('a')).toBe(1);
    await vi.waitFor(() => expect(server.responses.length).toBeGreaterThan(1));
    server.send({ is: 'snapshot', revision: 9, entries: { a: 2 } });
    await vi.waitFor(() => expect(stream.link()).toBe('live'));
    expect(stream.entry('a')).toBe(2);
  });

  it('is stale when an open line says nothing, and knocks again', async () => {
    const { server, stream } = await start(120);
    server.send({ is: 'snapshot', revision: 1, entries: {} });
    await vi.waitFor(() => expect(stream.link()).toBe('live'));
    await vi.waitFor(() => expect(stream.link()).toBe('stale'));
    await vi.waitFor(() => expect(server.responses.length).toBeGreaterThan(1));
  });

  it('gives up when the credential is refused', async () => {
    const { server, stream } = await start();
    server.send({ is: 'snapshot', revision: 1, entries: {} });
    server.refuse();
    server.cut();
    await vi.waitFor(() => expect(stream.link()).toBe('refused'));
  });
});
