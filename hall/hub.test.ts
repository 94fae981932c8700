import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sessionSchema } from './domain/hallApi.ts';

const readySchema = z.object({
  is: z.literal('ready'),
  ready: z.literal(true),
  port: z.number(),
  counterUrl: z.url(),
  boardUrl: z.url(),
  firstPins: z.array(z.object({ account: z.string(), pin: z.string() })),
});
type Ready = z.infer<typeof readySchema>;
type Hub = { process: ChildProcess; ready: Ready; output: () => string };

let dataFolder: string;
const running = new Set<ChildProcess>();
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'hall-hub-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(dataFolder, { recursive: true });
});

function launch(args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hub.ts'), '--port', '0', ...args], {
    env: { ...process.env, HALL_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  return { child, output: () => output, ended };
}

async function startHub(args: readonly string[] = []): Promise<Hub> {
  const { child, output, ended } = launch(args);
  const ready = await Promise.race([
    new Promise<Ready>(resolve => child.once('message', message => resolve(readySchema.parse(message)))),
    ended.then(code => Promise.reject(new Error(`the hub ended with ${code}: ${output()}`))),
  ]);
  return { process: child, ready, output };
}

async function endOf(
  { process: child }: Hub,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; tookMs: number }> {
  const since = performance.now();
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  child.kill(signal);
  return { code: await ended, tookMs: performance.now() - since };
}

const post = (hub: Hub, path: string, body: unknown, token: string | null) =>
  fetch(`http://127.0.0.1:${hub.ready.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
const deviceToken = () => readFileSync(join(dataFolder, 'device.token'), 'utf8').trim();
const issue = (hub: Hub, ticket: string) =>
  post(hub, '/api/issue', { ticket, queue: 'tax', language: 'zh', priority: 0 }, deviceToken());

describe('the hub as a program', () => {
  it('makes an example hall at its first start, with PINs that have to be changed', async () => {
    const hub = await startHub();
    expect(hub.ready.firstPins.map(({ account }) => account)).toEqual(['1001', '2001', '2002']);
    expect(hub.output()).toContain(hub.ready.counterUrl);
    expect(hub.output()).toContain(`PIN ${hub.ready.firstPins[0]?.pin}`);
    for (const file of ['device.token', 'first-pins.json', 'hall.json'])
      expect(statSync(join(dataFolder, file)).mode & 0o777, file).toBe(0o600);

    const [first] = hub.ready.firstPins;
    const session = sessionSchema.parse(await (await post(hub, '/api/session', first, null)).json());
    expect(session).toMatchObject({ account: '1001', role: 'supervisor', mustChangePin: true });
    const changed = await post(hub, '/api/session/pin', { pin: first?.pin, newPin: '739146' }, session.token);
    expect(changed.status).toBe(200);
    expect((await issue(hub, crypto.randomUUID())).status).toBe(200);

    const end = await endOf(hub, 'SIGTERM');
    expect(end.code).toBe(0);
    expect(end.tookMs).toBeLessThan(1000);
    const again = await startHub();
    expect(again.ready.firstPins).toEqual(hub.ready.firstPins.slice(1));
    expect((await post(again, '/api/session', { account: '1001', pin: '739146' }, null)).status).toBe(200);
    await endOf(again, 'SIGTERM');
    const reset = await startHub(['--reset-pin', '1001']);
    expect(reset.ready.firstPins.map(({ account }) => account).toSorted()).toEqual(['1001', '2001', '2002']);
  });

  it('forgets no number when it is killed, and answers again within a second of its start', async () => {
    const ticket = crypto.randomUUID();
    let hub = await startHub();
    const first = await (await issue(hub, ticket)).json();
    const labels = new Set([(first as { label: string }).label]);
    for (let round = 0; round < 3; round++) {
      await endOf(hub, 'SIGKILL');
      hub = await startHub();
      expect(await (await issue(hub, ticket)).json()).toMatchObject({ label: (first as { label: string }).label });
      labels.add(((await (await issue(hub, crypto.randomUUID())).json()) as { label: string }).label);
    }
    expect(labels.size).toBe(4);
  });

  it('ends in order while screens are connected, and when its parent has gone', async () => {
    const hub = await startHub();
    const stream = await fetch(`http://127.0.0.1:${hub.ready.port}/api/live?view=board`);
    const end = await endOf(hub, 'SIGTERM');
    expect([end.code, end.tookMs < 1000]).toEqual([0, true]);
    await expect(stream.text()).rejects.toThrow();
    const orphan = await startHub();
    const ended = new Promise(resolve => orphan.process.once('exit', resolve));
    orphan.process.disconnect();
    expect(await ended).toBe(0);
  });

  it('says why it cannot start: files in use, a broken hall, a wrong option', async () => {
    await startHub();
    const second = launch([]);
    expect(await second.ended).toBe(69);
    expect(second.output()).toContain('open in another process');
    const wrong = launch(['--listen', 'everywhere']);
    expect(await wrong.ended).toBe(64);
    for (const child of running) child.kill('SIGKILL');
    writeFileSync(join(dataFolder, 'hall.json'), '{"hall":{}}');
    const broken = launch([]);
    expect(await broken.ended).toBe(69);
    expect(broken.output()).toContain('hall.json is no hall');
  });

  it('enrols with its region once, hands over its log, and works on when the region refuses', async () => {
    const seen: { path: string; body: string; authorization: string }[] = [];
    const token = 't'.repeat(43);
    let answerEnrol = 403;
    const region = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        seen.push({ path, body, authorization: request.headers.authorization ?? '' });
        response.statusCode = path === '/v1/enrol' ? answerEnrol : 200;
        const streams =
          path === '/v1/events' ? (JSON.parse(body) as { events: { stream: string; seq: number }[] }).events : [];
        const ack = {
          incarnation: 1,
          hwm: Object.fromEntries(streams.map(event => [event.stream, event.seq])),
          missing: [],
          quarantined: [],
          forks: [],
        };
        response.end(JSON.stringify(path === '/v1/enrol' ? { token } : ack));
      });
    });
    await new Promise<void>(resolve => region.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(region.address() as AddressInfo).port}`;
    const refused = await startHub(['--region', address, '--enrol', 'code-1234']);
    expect((await issue(refused, crypto.randomUUID())).status).toBe(200);
    expect(existsSync(join(dataFolder, 'region.json'))).toBe(false);
    await endOf(refused, 'SIGTERM');

    answerEnrol = 200;
    const hub = await startHub(['--region', address, '--enrol', 'code-1234']);
    expect(
      seen
        .filter(({ path }) => path === '/v1/enrol')
        .map(({ body }) => JSON.parse(body) as unknown)
        .at(-1),
    ).toEqual({
      code: 'code-1234',
      hall: 1,
      name: '示例政务服务大厅',
    });
    expect(statSync(join(dataFolder, 'region.json')).mode & 0o777).toBe(0o600);
    await issue(hub, crypto.randomUUID());
    await expect
      .poll(() => seen.filter(({ path, body }) => path === '/v1/events' && body.includes('ticket.issued')).length, {
        timeout: 5000,
      })
      .toBeGreaterThan(0);
    expect(seen.at(-1)?.authorization).toBe(`Bearer ${token}`);
    await endOf(hub, 'SIGTERM');
    region.closeAllConnections();
    region.close();
  });
});
