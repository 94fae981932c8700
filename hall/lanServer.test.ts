import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LanServer, lanLimits, openLanServer } from './lanServer.ts';
import { createPages, pageFile } from './pages.ts';

/** The same door with shorter patience. */
const limits = { ...lanLimits, headersTimeoutMs: 800, requestTimeoutMs: 2000, checkEveryMs: 200 };

let server: LanServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hall-pages-'));
  for (const name of ['counter', 'board', 'assets', 'kiosk']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.html'), `<!doctype html>${name}`);
  }
  writeFileSync(join(folder, 'assets/page-1a2b.js'), 'export {};');
  symlinkSync('/etc/passwd', join(folder, 'assets/passwd'));
  const pages = createPages({ folder });
  server = await openLanServer({
    listen: '127.0.0.1',
    port: 0,
    limits,
    tls: null,
    answer: async (request, address) =>
      (await pages(request)) ??
      new Response(`${address} ${(await request.text()).length}`, { headers: { 'x-api': 'yes' } }),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const closed = (socket: Socket) =>
  new Promise<number>(resolve => {
    const since = performance.now();
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(performance.now() - since));
    socket.resume();
  });
const open = (text: string) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('connect', () => socket.write(text));
  return socket;
};

describe('the LAN door', () => {
  it('closes whoever never finishes a request, and answers others meanwhile', async () => {
    const halves = ['', 'GET / HTTP/1.1\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nX: '];
    const slow = Array.from({ length: 30 }, (_, i) => closed(open(halves[i % halves.length] ?? '')));
    const started = performance.now();
    expect(await (await fetch(url('/api/x'))).text()).toContain('127.0.0.1');
    expect(performance.now() - started).toBeLessThan(1000);
    for (const livedMs of await Promise.all(slow)) expect(livedMs).toBeLessThan(limits.headersTimeoutMs + 2000);
  });

  it('closes whoever sends a body drop by drop', async () => {
    const socket = open('POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const drops = setInterval(() => socket.writable && socket.write('x'), 200);
    expect(await closed(socket)).toBeLessThan(limits.requestTimeoutMs + 2000);
    clearInterval(drops);
  });

  it('gives one address forty connections and no more', async () => {
    const sockets = Array.from({ length: 60 }, () =>
      open('')
        .on('error', () => undefined)
        .resume(),
    );
    const left = () => sockets.filter(socket => !socket.destroyed).length;
    await expect.poll(left, { timeout: 2500 }).toBeLessThanOrEqual(lanLimits.connectionsPerAddress);
    expect(left()).toBeGreaterThan(lanLimits.connectionsPerAddress - 5);
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(async () =>
        fetch(url('/api/x')).then(
          answer => answer.status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('answers what is no HTTP with 400 and goes on', async () => {
    const socket = open('\u0016\u0003\u0001 nonsense\r\n\r\n');
    const answer = await new Promise<string>(resolve => {
      socket.on('error', () => resolve(''));
      socket.on('data', bytes => resolve(bytes.toString()));
    });
    expect(answer).toContain('400');
    expect((await fetch(url('/api/x'))).status).toBe(200);
  });
});

describe('pages', () => {
  it('are answered with a strict policy and nothing of another origin', async () => {
    const page = await fetch(url('/counter/'));
    expect(await page.text()).toContain('counter');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(url('/counter'), { redirect: 'manual' })).headers.get('location')).toBe('/counter/');
    expect((await fetch(url('/assets/page-1a2b.js'))).headers.get('cache-control')).toContain('immutable');
  });

  it('nothing else of the disk is', async () => {
    for (const path of [
      '/kiosk/index.html',
      '/assets/../kiosk/index.html',
      '/assets/..%2fkiosk%2findex.html',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/passwd',
      '/assets/.hidden',
      '/assets//etc/passwd',
      '/assets/%00',
      '/assets/%5c..%5c..',
      '/assets/%zz',
      '/board/none.html',
    ])
      expect((await fetch(url(path))).headers.get('x-api'), path).toBe('yes');
    for (const pathname of ['/assets/../../x', '/assets/..', '/counter/../../../etc/passwd', '//etc/passwd', ''])
      expect(pageFile({ folder, pathname }), pathname).toBeNull();
  });
});
