import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { boardPath, createBoardDoor } from './boardDoor.ts';

const asked = (method: string, path: string) => boardPath(method, new URL(path, 'http://board'));

describe('what the second screen may ask of the hub', () => {
  it('is a board, a sound, and a note; with the credential of the kiosk nothing else', () => {
    const call = '3f0c2f0e-1c7a-4b5e-9d7e-0a8b7c6d5e4f';
    expect(asked('GET', '/api/live?view=board')).toBe('/api/live?view=board');
    expect(asked('GET', '/api/live?view=board&number=3&counter=x&view=kiosk')).toBe('/api/live?view=board&number=3');
    expect(asked('GET', `/api/announcements/${call}.wav`)).toBe(`/api/announcements/${call}.wav`);
    expect(asked('POST', '/api/boards/skipped')).toBe('/api/boards/skipped');
    for (const [method, path] of [
      ['GET', '/api/live?view=kiosk'],
      ['GET', '/api/live'],
      ['GET', '/api/live?view=counter&counter=counter-1'],
      ['POST', '/api/live?view=board'],
      ['POST', '/api/issue'],
      ['GET', '/api/announcements/../issue'],
      ['GET', '/v1/hello'],
    ] as const)
      expect(asked(method, path), path).toBeNull();
  });
});

describe('the door of the second screen', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  async function hubOf(answer: Parameters<typeof createServer>[1]) {
    const server = createServer(answer as never);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return createBoardDoor({ address: () => ({ url, token: 't'.repeat(43), fetch }) });
  }

  it('streams what the hub sends, and lets the hub know when the page has gone', async () => {
    let closed = false;
    const door = await hubOf((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-secret': 'no' });
      response.write(`data: ${request.headers.authorization?.length}\n\n`);
      response.on('close', () => (closed = true));
    });
    const page = new AbortController();
    const answer = await door(new Request('http://board/api/live?view=board', { signal: page.signal }));
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('x-secret')).toBeNull();
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 50\n\n');
    page.abort();
    await expect.poll(() => closed).toBe(true);
  });

  it('says soon that a hub is not there or does not answer: the shell would kill a station that is silent', async () => {
    const nowhere = createBoardDoor({ address: () => null });
    expect((await nowhere(new Request('http://board/api/live?view=board'))).status).toBe(503);
    const silent = await hubOf(() => undefined);
    const from = performance.now();
    expect((await silent(new Request('http://board/api/live?view=board'))).status).toBe(503);
    expect(performance.now() - from).toBeLessThan(6000);
  }, 10_000);
});
