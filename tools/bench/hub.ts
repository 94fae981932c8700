import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { issuedSharedSchema } from '../../hall/domain/hallApi.ts';
import type { BenchRow } from './benchRow.ts';
import { measureBoards } from './boards.ts';
import { measureBusyDay } from './busyDay.ts';

/** Queues of the example hall. Labels begin again after 999, so all slices together stay below 6 × 999 numbers. */
const queues = [
  'social-insurance',
  'medical-insurance',
  'real-estate',
  'household-registration',
  'tax',
  'business-registration',
];
/** Requests of one slice; the slices of both kinds alternate, so that a busy minute slows both. */
const plan = [
  { kiosks: 1, rounds: 8, requests: 80 },
  { kiosks: 4, rounds: 8, requests: 160 },
  { kiosks: 8, rounds: 6, requests: 160 },
  { kiosks: 16, rounds: 6, requests: 384 },
] as const;
const warmUpRequests = 200;

const readySchema = z.object({ port: z.number() });

type Hub = { issue(): Promise<void>; noop(): Promise<void>; labels: string[]; stop(): Promise<void> };
type Slice = { times: number[]; perSecond: number };

/**
 * Suite `hub`: a number of the shared series over HTTP (checked, committed with two flushes, answered) against a POST to
 * the same door with the same credential that writes nothing.
 */
export async function runHubSuite(): Promise<BenchRow[]> {
  return [...(await measureNumbers()), ...(await measureBusyDay()), ...(await measureBoards())];
}

async function measureNumbers(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  const hub = await startHub(folder);
  try {
    await slice({ kiosks: 4, requests: warmUpRequests, ask: hub.issue });
    await slice({ kiosks: 4, requests: warmUpRequests, ask: hub.noop });
    const measured: { issue: Slice; noop: Slice }[] = [];
    for (const { kiosks, rounds, requests } of plan) {
      const issue: Slice[] = [];
      const noop: Slice[] = [];
      for (let round = 0; round < rounds; round++) {
        noop.push(await slice({ kiosks, requests, ask: hub.noop }));
        issue.push(await slice({ kiosks, requests, ask: hub.issue }));
      }
      measured.push({ issue: joined(issue), noop: joined(noop) });
    }
    const [one, four, eight, sixteen] = measured;
    if (one === undefined || four === undefined || eight === undefined || sixteen === undefined)
      throw new Error('nothing was measured');
    const duplicates = hub.labels.length - new Set(hub.labels).size;
    return [
      row('hub.issue.p50_1', 'ms', [quantile(one.issue.times, 0.5), quantile(one.noop.times, 0.5)]),
      row('hub.issue.p99_4', 'ms', [quantile(four.issue.times, 0.99), quantile(four.noop.times, 0.99)]),
      row('hub.issue.per_s_1', '1/s', [one.issue.perSecond, one.noop.perSecond]),
      row('hub.issue.per_s_8', '1/s', [eight.issue.perSecond, eight.noop.perSecond]),
      row('hub.issue.p99_8', 'ms', [quantile(eight.issue.times, 0.99), quantile(eight.noop.times, 0.99)]),
      row('hub.issue.per_s_16', '1/s', [sixteen.issue.perSecond, sixteen.noop.perSecond]),
      { name: 'hub.duplicates', value: duplicates, unit: 'count', floor: null, ratio: null },
    ];
  } finally {
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = (name: string, unit: string, [value, floor]: [number, number]): BenchRow => ({
  name,
  value,
  unit,
  floor,
  ratio: value / floor,
});

function joined(slices: readonly Slice[]): Slice {
  return {
    times: slices.flatMap(({ times }) => times),
    perSecond: quantile(
      slices.map(({ perSecond }) => perSecond),
      0.5,
    ),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** `kiosks` askers, each waiting for its answer before it asks again. */
async function slice(order: { kiosks: number; requests: number; ask: () => Promise<void> }): Promise<Slice> {
  const times: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: order.kiosks }, async () => {
      for (let i = 0; i < order.requests / order.kiosks; i++) {
        const askedAt = performance.now();
        await order.ask();
        times.push(performance.now() - askedAt);
      }
    }),
  );
  return { times, perSecond: (times.length * 1000) / (performance.now() - startedAt) };
}

/** Starts the hub as a process of its own, as a hall does. */
async function startHub(folder: string): Promise<Hub> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../hall/hub.ts'), '--port', '0'], {
    env: { ...process.env, HALL_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const [message] = (await Promise.race([
    once(child, 'message'),
    gone.then(([code]) => Promise.reject(new Error(`the hub ended with ${String(code)}`))),
  ])) as unknown[];
  const { port } = readySchema.parse(message);
  const authorization = `Bearer ${readFileSync(join(folder, 'device.token'), 'utf8').trim()}`;
  const agent = new Agent({ keepAlive: true });

  const post = (path: string, body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const labels: string[] = [];
  let asked = 0;
  return {
    labels,
    async issue() {
      const queue = queues[asked++ % queues.length];
      const text = await post(
        '/api/issue',
        JSON.stringify({ ticket: randomUUID(), queue, language: 'zh', priority: 0 }),
      );
      labels.push(issuedSharedSchema.parse(JSON.parse(text)).label);
    },
    noop: async () => void (await post('/v1/hwm', '{"streams":[]}')),
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await gone;
    },
  };
}
