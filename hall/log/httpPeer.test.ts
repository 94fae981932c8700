import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpPeer, readRetryAfterMs } from './httpPeer.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function peerOf(listener: RequestListener) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return httpPeer({ baseUrl: `http://127.0.0.1:${port}`, token: 'secret', fetch, timeoutMs: 300 });
}

const ack = { incarnation: 3, hwm: {}, missing: [], quarantined: [], forks: [] };

describe('a receiver over HTTP', () => {
  it('gets the batch with the credential and its acknowledgement is read', async () => {
    const seen: string[] = [];
    const peer = await peerOf((request, response) => {
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
        response.end(JSON.stringify(ack));
      });
    });
    expect(await peer.push('{"events":[]}')).toEqual({ is: 'ack', ack });
    expect(await peer.askHwm(['a'])).toEqual({ is: 'ack', ack });
    expect(seen).toEqual([
      'POST /v1/events Bearer secret {"events":[]}',
      'POST /v1/hwm Bearer secret {"streams":["a"]}',
    ]);
  });

  it('may refuse, and say for how long', async () => {
    const peer = await peerOf((_, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    expect(await peer.push('{}')).toEqual({ is: 'refused', status: 429, retryAfterMs: 7000 });
  });

  it('is unreachable when it is silent, gone, redirects or answers nonsense', async () => {
    const silent = await peerOf(() => {});
    const nonsense = await peerOf((_, response) => response.end('<html>'));
    const wrong = await peerOf((_, response) => response.end('{"incarnation":"x"}'));
    const elsewhere = await peerOf((_, response) => response.writeHead(302, { location: '/other' }).end());
    const gone = httpPeer({ baseUrl: 'http://127.0.0.1:1', token: null, fetch, timeoutMs: 300 });
    for (const peer of [silent, nonsense, wrong, elsewhere, gone])
      expect(await peer.push('{}')).toMatchObject({ is: 'unreachable' });
  });

  it('reads Retry-After as seconds and as a date', () => {
    const now = Date.UTC(2026, 10, 22);
    expect(readRetryAfterMs('120', now)).toBe(120_000);
    expect(readRetryAfterMs('Sun, 22 Nov 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(readRetryAfterMs('Sat, 21 Nov 2026 00:00:00 GMT', now)).toBe(0);
    expect(readRetryAfterMs('soon', now)).toBeNull();
    expect(readRetryAfterMs(null, now)).toBeNull();
  });
});
