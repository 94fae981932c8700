import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { EventDraft, LoggedEvent } from '../hall/domain/event.ts';
import { issuedSharedSchema } from '../hall/domain/hallApi.ts';
import { deviceIdSchema, ticketIdSchema } from '../hall/domain/ids.ts';
import type { HallStore } from '../hall/store/hallStore.ts';
import { openHallStore } from '../hall/store/openHallStore.ts';
import { type CutLine, openCutLine } from './cutLine.ts';
import { freePort } from './freePort.ts';
import { workFolder } from './kioskBuild.ts';
import { wordsOf } from './words.ts';

const chromiumPath = '/usr/bin/chromium';
const hubProgram = join(import.meta.dirname, '../hall/hub.ts');
const newPin = '739154';
const zh = wordsOf('zh');

function openStore(folder: string, role: 'hub' | 'kiosk'): HallStore {
  const store = openHallStore({
    databasePath: join(folder, role, `${role}.db`),
    witnessPath: join(folder, 'witness', `${role}.journal`),
    device: deviceIdSchema.parse(role === 'hub' ? 'hub-1' : 'kiosk-1'),
    hall: 1,
    clock: Date.now,
    random: randomBytes,
    nativeBinding: null,
    role,
  });
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}

/** A hub as its own process behind a line that can be cut, a kiosk's log, and a browser. No screen of a kiosk. */
export type CounterHall = {
  hubUrl: string;
  line: CutLine;
  /** A page signed in at a counter, through the line or straight to the hub. */
  counterPage(request: {
    account: string;
    counter: number;
    viewport: { width: number; height: number };
    through: 'line' | 'hub';
  }): Promise<Page>;
  /** A number that waits to be called. */
  takeNumber(queue: string): Promise<{ ticket: string; label: string }>;
  /** What the kiosk writes, handed to the hub as its sender would. */
  kioskReports(drafts: readonly EventDraft[]): Promise<void>;
  /** Ends the hub as a power cut would, and starts it again on the same files. */
  killHub(): Promise<void>;
  startHub(): Promise<void>;
  /** Ends everything; answers what the hub has written down. */
  stop(): Promise<readonly LoggedEvent[]>;
};

export async function openCounterHall(name: string): Promise<CounterHall> {
  const folder = join(workFolder, 'worlds', `${name}-${process.pid}-${Date.now()}`);
  for (const part of ['hub', 'kiosk', 'witness']) mkdirSync(join(folder, part), { recursive: true });
  const port = await freePort();
  const hubUrl = `http://127.0.0.1:${port}`;
  let hub: ChildProcess | null = null;
  let browser: Browser | null = null;
  const kiosk = openStore(folder, 'kiosk');
  const line = await openCutLine(port);
  const sent = new Map<string, number>();
  const signedIn = new Set<string>();

  async function startHub(): Promise<void> {
    const child = spawn(process.execPath, [hubProgram, '--port', String(port)], {
      env: { ...process.env, HALL_DATA: folder },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    hub = child;
    await new Promise<void>((ready, failed) => {
      child.once('message', () => ready());
      child.once('exit', code => failed(new Error(`the hub ended with ${code}`)));
    });
  }

  async function endHub(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = hub;
    hub = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async function ask(path: string, body: unknown): Promise<unknown> {
    const token = readFileSync(join(folder, 'device.token'), 'utf8').trim();
    const response = await fetch(`${hubUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async function kioskReports(drafts: readonly EventDraft[]): Promise<void> {
    kiosk.append(drafts);
    const lines = kiosk.outbox.streamEnds().flatMap(({ stream }) => {
      const found = kiosk.outbox.readStream({ stream, afterSeq: sent.get(stream) ?? 0, limit: 500 });
      sent.set(stream, found.at(-1)?.seq ?? sent.get(stream) ?? 0);
      return found;
    });
    await ask('/v1/events', `{"events":[${lines.map(({ json }) => json).join(',')}]}`);
  }

  await startHub();
  return {
    hubUrl,
    line,
    async counterPage({ account, counter, viewport, through }) {
      browser ??= await chromium.launch({ executablePath: chromiumPath });
      const page = await browser.newPage({ viewport });
      await page.goto(`http://127.0.0.1:${through === 'line' ? line.port : port}/counter/`);
      const pins = JSON.parse(readFileSync(join(folder, 'first-pins.json'), 'utf8')) as Record<string, string>;
      const isFirst = !signedIn.has(account);
      signedIn.add(account);
      await page.getByLabel(zh('counter.account')).fill(account);
      await page.getByLabel(zh('counter.pin')).fill(isFirst ? (pins[account] ?? '') : newPin);
      await page.getByRole('button', { name: zh('counter.signIn') }).click();
      if (isFirst) {
        await page.getByLabel(zh('counter.newPin')).fill(newPin);
        await page.getByLabel(zh('counter.repeatPin')).fill(newPin);
        await page.getByRole('button', { name: zh('counter.savePin') }).click();
      }
      await page.getByRole('button', { name: `${counter} 号窗口` }).click();
      return page;
    },
    async takeNumber(queue) {
      const ticket = ticketIdSchema.parse(randomUUID());
      const { label } = issuedSharedSchema.parse(
        await ask('/api/issue', { ticket, queue, language: 'zh', priority: 0 }),
      );
      await kioskReports([{ type: 'ticket.printed', body: { ticket, job: randomUUID() } }]);
      return { ticket, label };
    },
    kioskReports,
    killHub: () => endHub('SIGKILL'),
    startHub,
    async stop() {
      await browser?.close();
      await line.close();
      await endHub('SIGTERM');
      kiosk.close();
      const store = openStore(folder, 'hub');
      const events = store.outbox
        .streamEnds()
        .flatMap(({ stream }) =>
          store.outbox
            .readStream({ stream, afterSeq: 0, limit: 5000 })
            .map(({ json }) => JSON.parse(json) as LoggedEvent),
        );
      store.close();
      return events;
    },
  };
}
