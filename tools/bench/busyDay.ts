import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './benchRow.ts';
import type { BusyDesks } from './busyHub.ts';
import { quantile } from './screenRows.ts';

const actionsPerSecond = 30;
const measuredMs = 20_000;
const warmUpMs = 3_000;
const boards = 200;

/**
 * The end of a day with 100,000 tickets and 200 open counters: how long a clerk waits for each press, how long until every one of 200
 * boards has a call, and whether the hub's memory grows while it works.
 */
export async function measureBusyDay(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'busy-day-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'busyHub.ts')], {
    env: { ...process.env, HALL_DATA: folder, HALL_LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  try {
    const desks = (await nextMessage(child)) as BusyDesks;
    const { port } = (await nextMessage(child)) as { port: number };
    const hub = { ...desks, port };
    return await measure(hub, child);
  } finally {
    child.kill('SIGKILL');
    await ended.catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

type BusyHub = BusyDesks & { port: number };

/** Rejects when the program ends instead. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', code => reject(new Error(`the busy hub ended with ${String(code)}`)));
  });
}

async function measure(hub: BusyHub, child: ChildProcess): Promise<BenchRow[]> {
  const wall = new Wall(hub.port);
  await wall.open();
  const clerks = hub.counters.map((counter, i) => new Clerk({ hub, counter, token: hub.tokens[i] ?? '', place: i }));
  for (const clerk of clerks) await clerk.open();

  const times: number[] = [];
  const calls: number[] = [];
  async function press(clerk: Clerk, isMeasured: boolean): Promise<void> {
    const pressedAt = performance.now();
    const call = await clerk.press();
    if (!isMeasured) return;
    times.push(performance.now() - pressedAt);
    if (call !== null) calls.push((await wall.seenByAll(call)) - pressedAt);
  }
  const startedAt = performance.now();
  let rssBefore = 0;
  const running: Promise<void>[] = [];
  for (let i = 0; performance.now() - startedAt < warmUpMs + measuredMs; i += 1) {
    const isMeasured = performance.now() - startedAt > warmUpMs;
    if (isMeasured && rssBefore === 0) rssBefore = rssMb(child);
    const clerk = clerks[(i * 37) % clerks.length];
    if (clerk?.isFree === true) running.push(press(clerk, isMeasured));
    await new Promise(resolve => setTimeout(resolve, 1000 / actionsPerSecond));
  }
  await Promise.all(running);
  for (const clerk of clerks) clerk.close();
  wall.close();
  const rss = rssMb(child);
  return [
    { name: 'hub.day.action_p99', value: quantile(times, 0.99), unit: 'ms', floor: null, ratio: null },
    { name: 'hub.day.call_to_200_boards_p99', value: quantile(calls, 0.99), unit: 'ms', floor: null, ratio: null },
    { name: 'hub.day.rss', value: rss, unit: 'MB', floor: rssBefore, ratio: rss / rssBefore },
  ];
}

function rssMb({ pid }: ChildProcess): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(line) / 1024;
}

/** Screens come from many machines; a hub lets only so many in from one. */
const addressOf = (place: number): string => `127.0.${1 + Math.floor(place / 20)}.${1 + (place % 20)}`;

function follow(stream: { port: number; path: string; token: string | null; place: number }): Promise<IncomingMessage> {
  const headers = stream.token === null ? {} : { authorization: `Bearer ${stream.token}` };
  return new Promise((resolve, reject) => {
    const { port, path, place } = stream;
    const asked = request({ host: '127.0.0.1', localAddress: addressOf(place), port, path, headers, agent: false });
    asked.on('response', answer => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`${path} answered ${answer.statusCode}`));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** A clerk at an open console: follows its counter and goes through call, serve, finish. */
class Clerk {
  isFree = true;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #desk: { hub: BusyHub; counter: string; token: string; place: number };
  #console: IncomingMessage | null = null;
  #ticket: string | null = null;
  #next: 'call-next' | 'serve' | 'finish' = 'call-next';

  constructor(desk: { hub: BusyHub; counter: string; token: string; place: number }) {
    this.#desk = desk;
  }

  async open(): Promise<void> {
    const { hub, counter, token, place } = this.#desk;
    this.#console = await follow({ port: hub.port, path: `/api/live?view=counter&counter=${counter}`, token, place });
    this.#console.resume();
    await this.#order('open');
  }

  /** The next thing to do. @returns the label that was called, or null */
  async press(): Promise<string | null> {
    this.isFree = false;
    try {
      const verb = this.#next;
      const { current } = await this.#order(verb);
      this.#ticket = current?.ticket ?? null;
      this.#next = verb === 'call-next' ? 'serve' : verb === 'serve' ? 'finish' : 'call-next';
      return verb === 'call-next' && current !== null ? current.label : null;
    } finally {
      this.isFree = true;
    }
  }

  close(): void {
    this.#console?.destroy();
    this.#agent.destroy();
  }

  #order(verb: string): Promise<{ current: { ticket: string; label: string } | null }> {
    const { hub, counter, token, place } = this.#desk;
    const body = JSON.stringify({ expect: this.#ticket, requestId: randomUUID() });
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          localAddress: addressOf(place),
          port: hub.port,
          path: `/api/counters/${counter}/${verb}`,
          method: 'POST',
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        answer => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => {
            if (answer.statusCode === 200) resolve(JSON.parse(text) as { current: { ticket: string; label: string } });
            else reject(new Error(`${verb} at ${counter} answered ${answer.statusCode}: ${text}`));
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

/** The boards of the hall, all of them following. */
class Wall {
  readonly #port: number;
  readonly #streams: IncomingMessage[] = [];
  readonly #seen = new Map<string, { boards: number; lastAt: number; tell: (at: number) => void }>();
  /** Calls that boards had before anybody asked. */
  readonly #early = new Map<string, { boards: number; lastAt: number }>();

  constructor(port: number) {
    this.#port = port;
  }

  async open(): Promise<void> {
    for (let place = 0; place < boards; place += 1) {
      const stream = await follow({ port: this.#port, path: '/api/live?view=board', token: null, place });
      stream.setEncoding('utf8').on('data', (text: string) => this.#read(text));
      stream.on('error', () => undefined);
      this.#streams.push(stream);
    }
  }

  /** When the last board had the label. */
  seenByAll(label: string): Promise<number> {
    const early = this.#early.get(label) ?? { boards: 0, lastAt: 0 };
    if (early.boards >= boards) return Promise.resolve(early.lastAt);
    return new Promise(tell => this.#seen.set(label, { ...early, tell }));
  }

  close(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  #read(text: string): void {
    const now = performance.now();
    for (const [, label] of text.matchAll(/"label":"([^"]+)"/g)) {
      if (label === undefined) continue;
      const waited = this.#seen.get(label);
      const entry = waited ?? this.#early.get(label) ?? { boards: 0, lastAt: 0 };
      entry.boards += 1;
      entry.lastAt = now;
      if (waited === undefined) this.#early.set(label, entry);
      else if (waited.boards >= boards) waited.tell(now);
    }
  }
}
