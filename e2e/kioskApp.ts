import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { MainReport } from '../electron/main/mainLog.ts';
import { freePort } from './freePort.ts';
import { kioskEnvironment, mainProgramForTests, runtime, workFolder } from './kioskBuild.ts';
import { isAlive, killProcess, type ProcessMark, processTree } from './processTree.ts';
import { openVirtualScreen, type screenSizes, type VirtualScreen } from './virtualScreen.ts';

export type KioskOrder = {
  /** Content of `kiosk.json`. */
  readonly settings: object;
  readonly environment: Readonly<Record<string, string>>;
  readonly orientation: keyof typeof screenSizes;
};

export type TimedReport = MainReport & { readonly time: number };

/** What is on the screen, asked of main and not of the page, so that it can be asked while the page is dead. */
export type Sight = { readonly urls: readonly string[]; readonly bounds: { width: number; height: number } | null };

const START_LIMIT_MS = 20_000;
const FOLLOW_MS = 10;
const LOG_NAME = 'kiosk.log';
const marksFolder = join(workFolder, 'running');

/** A real kiosk: the built program on the real Electron, with its own data folder and its own screen. */
export class KioskApp {
  readonly app: ElectronApplication;
  /** The main process; Playwright forgets it when it has ended. */
  readonly main: ChildProcess;
  readonly screen: VirtualScreen;
  readonly dataFolder: string;
  readonly reports: TimedReport[] = [];
  /** Standard output and error, for a failed test. */
  readonly log: string[] = [];
  readonly #following: NodeJS.Timeout;
  #readBytes = 0;
  #everSeen: ProcessMark[] = [];

  constructor(parts: { app: ElectronApplication; screen: VirtualScreen; dataFolder: string }) {
    this.app = parts.app;
    this.screen = parts.screen;
    this.dataFolder = parts.dataFolder;
    this.main = parts.app.process();
    this.main.stderr?.on('data', chunk => this.log.push(String(chunk)));
    this.#following = setInterval(() => this.#follow(), FOLLOW_MS);
  }

  get pid(): number {
    return this.main.pid ?? 0;
  }

  /** The page as Playwright drives it. After the renderer has been killed Playwright's page is lost for good: use `inPage`. */
  page(): Promise<Page> {
    return this.app.firstWindow();
  }

  /** Runs a script in the page with a user's gesture, through main. Rejects when the page does not answer in time. */
  async inPage<T>(script: string, limitMs = 3_000): Promise<T> {
    const answer = this.app.evaluate(
      ({ BrowserWindow }, code) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code, true) as Promise<T>,
      script,
    );
    return Promise.race([
      answer,
      new Promise<never>((_resolve, reject) =>
        setTimeout(() => reject(new Error('the page does not answer')), limitMs),
      ),
    ]);
  }

  look(): Promise<Sight> {
    return this.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      const { width, height } = windows[0]?.getContentBounds() ?? { width: 0, height: 0 };
      return { urls: windows.map(window => window.webContents.getURL()), bounds: { width, height } };
    });
  }

  /** Process number of the window's renderer. */
  rendererPid(): Promise<number> {
    return this.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
  }

  /** Resolves with the first fitting report since `from` (epoch ms). */
  async waitFor(fits: (report: TimedReport) => boolean, wish: { from: number; limitMs: number }): Promise<TimedReport> {
    const deadline = Date.now() + wish.limitMs;
    for (;;) {
      const found = this.reports.find(report => report.time >= wish.from && fits(report));
      if (found !== undefined) return found;
      if (Date.now() > deadline) {
        throw new Error(
          `within ${wish.limitMs} ms there was no ${String(fits)}; log:\n${this.log.slice(-30).join('\n')}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, FOLLOW_MS));
    }
  }

  /** Process number of a running child. */
  childPid(name: 'station' | 'hub'): number {
    const started = this.reports.findLast(report => report.is === 'child.started' && report.name === name);
    if (started?.is !== 'child.started' || started.pid === null) throw new Error(`${name} was never started`);
    return started.pid;
  }

  /** All processes of this kiosk that have been there at one of the calls. */
  processes(): ProcessMark[] {
    this.#everSeen = [...this.#everSeen.filter(isAlive), ...processTree(this.pid)];
    return this.#everSeen;
  }

  /** Ends it as an operator would, and leaves nothing behind. */
  async stop(): Promise<void> {
    const processes = this.processes();
    const { main } = this;
    if (main.exitCode === null && main.signalCode === null) {
      const ended = new Promise(resolve => main.once('exit', resolve));
      main.kill('SIGTERM');
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 4_000))]);
    }
    for (const process of processes) killProcess(process);
    await this.app.close().catch(() => undefined);
    this.screen.close();
    this.#follow();
    clearInterval(this.#following);
    rmSync(join(marksFolder, `${main.pid}.json`), { force: true });
  }

  /** Reads what has been added to the log since the last time, up to the last whole line. */
  #follow(): void {
    const added = readFileSync(join(this.dataFolder, LOG_NAME)).subarray(this.#readBytes);
    const whole = added.subarray(0, added.lastIndexOf(10) + 1);
    if (whole.length === 0) return;
    this.#readBytes += whole.length;
    for (const line of whole.toString('utf8').trimEnd().split('\n')) {
      this.log.push(line);
      if (line.startsWith('{"time":')) this.reports.push(JSON.parse(line) as TimedReport);
    }
  }
}

/**
 * Playwright reads the first second of the standard output itself and throws it away, so it goes to a file. `exec` keeps the process number.
 * @returns path of a program that starts the kiosk
 */
function withLogFile(dataFolder: string): string {
  const path = join(dataFolder, 'electron.sh');
  writeFileSync(path, `#!/bin/sh\nexec '${runtime.electronTest}' "$@" >'${join(dataFolder, LOG_NAME)}'\n`, {
    mode: 0o755,
  });
  writeFileSync(join(dataFolder, LOG_NAME), '');
  return path;
}

/** Starts a kiosk and waits until its page has drawn. */
export async function launchKiosk(order: KioskOrder): Promise<KioskApp> {
  killLeftOver();
  mkdirSync(join(workFolder, 'data'), { recursive: true });
  const dataFolder = mkdtempSync(join(workFolder, 'data/kiosk-'));
  writeFileSync(join(dataFolder, 'kiosk.json'), JSON.stringify(order.settings));
  const screen = await openVirtualScreen(order.orientation);
  const app = await _electron.launch({
    executablePath: withLogFile(dataFolder),
    chromiumSandbox: true,
    args: [mainProgramForTests],
    env: kioskEnvironment({
      HALL_HUB_PORT: String(await freePort()),
      ...order.environment,
      DISPLAY: screen.display,
      HALL_DATA: dataFolder,
    }),
  });
  const kiosk = new KioskApp({ app, screen, dataFolder });
  mkdirSync(marksFolder, { recursive: true });
  const marks: RunMarks = { runner: processTree(process.pid)[0] ?? null, kiosk: processTree(kiosk.pid)[0] ?? null };
  writeFileSync(join(marksFolder, `${kiosk.pid}.json`), JSON.stringify(marks));
  try {
    await kiosk.waitFor(report => report.is === 'page.drawn', { from: 0, limitMs: START_LIMIT_MS });
    return kiosk;
  } catch (fault) {
    await kiosk.stop();
    throw fault;
  }
}

type RunMarks = { readonly runner: ProcessMark | null; readonly kiosk: ProcessMark | null };

/** A test run that was itself killed leaves its kiosk behind; the next one ends it, by number and start, never by name. */
function killLeftOver(): void {
  mkdirSync(marksFolder, { recursive: true });
  for (const name of readdirSync(marksFolder)) {
    const path = join(marksFolder, name);
    const { runner, kiosk }: RunMarks = JSON.parse(readFileSync(path, 'utf8'));
    if (runner !== null && isAlive(runner)) continue;
    if (kiosk !== null && isAlive(kiosk)) for (const process of processTree(kiosk.pid)) killProcess(process);
    rmSync(path, { force: true });
  }
}

type Fixtures = { kioskOrder: KioskOrder; kiosk: KioskApp };

/** `kiosk`: a fresh one for each test; `test.use({ kioskOrder })` changes how it is started. Its log is attached when the test fails. */
export const test = base.extend<Fixtures>({
  kioskOrder: [{ settings: {}, environment: {}, orientation: 'portrait' }, { option: true }],
  kiosk: async ({ kioskOrder }, use, info) => {
    const kiosk = await launchKiosk(kioskOrder);
    try {
      await use(kiosk);
    } finally {
      await kiosk.stop();
      if (info.status !== info.expectedStatus) {
        await info.attach('kiosk.log', { body: kiosk.log.join('\n'), contentType: 'text/plain' });
      } else rmSync(kiosk.dataFolder, { recursive: true, force: true });
    }
  },
});
