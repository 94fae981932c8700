import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from './freePort.ts';
import { type KioskApp, test } from './kioskApp.ts';
import { kioskEnvironment, mainProgram, runtime, workFolder } from './kioskBuild.ts';
import { isAlive, processTree, statusLine } from './processTree.ts';
import { openVirtualScreen } from './virtualScreen.ts';

const drawn = (kiosk: KioskApp, wish: { from: number; limitMs: number }) =>
  kiosk.waitFor(report => report.is === 'page.drawn', wish);

/** Asks the station through the page until it answers with something else than "unavailable". @returns ms since the call */
async function msUntilStationAnswers(kiosk: KioskApp): Promise<number> {
  const from = Date.now();
  await expect
    .poll(() => kiosk.inPage<number>("fetch('/api/nothing').then(a => a.status)", 500).catch(() => 0), {
      timeout: 10_000,
      intervals: [20],
    })
    .not.toBe(503);
  return Date.now() - from;
}

const ready = (kiosk: KioskApp, name: 'station' | 'hub', from: number) =>
  kiosk.waitFor(report => report.is === 'child.ready' && report.name === name, { from, limitMs: 10_000 });

test.describe('the page', () => {
  test('killed: drawn again within two seconds, every time', async ({ kiosk }) => {
    for (let round = 0; round < 4; round += 1) {
      const pid = await kiosk.rendererPid();
      const from = Date.now();
      process.kill(pid, 'SIGKILL');
      const { time } = await drawn(kiosk, { from, limitMs: 10_000 });
      expect(time - from).toBeLessThan(2_000);
      expect((await kiosk.look()).urls).toEqual(['hall://kiosk/']);
    }
  });

  test('hung: drawn again within five seconds, and nobody has to touch it', async ({ kiosk }) => {
    const from = Date.now();
    await kiosk.inPage('setTimeout(() => { for (;;) {} }, 0); 0');
    const { time } = await drawn(kiosk, { from, limitMs: 10_000 });
    expect(time - from).toBeLessThan(5_000);
  });

  test('emptied by a fault of its own: home again within five seconds', async ({ kiosk }) => {
    const from = Date.now();
    await kiosk.inPage("document.getElementById('root').remove(); 0");
    const { time } = await drawn(kiosk, { from, limitMs: 10_000 });
    expect(time - from).toBeLessThan(5_000);
  });

  test('out of memory: drawn again within fifteen seconds', async ({ kiosk }) => {
    const from = Date.now();
    await kiosk.inPage('setTimeout(() => { const all = []; for (;;) all.push(new Array(100000).fill({})); }, 0); 0');
    const { time } = await drawn(kiosk, { from, limitMs: 20_000 });
    expect(time - from).toBeLessThan(15_000);
  });

  test('killed again and again: a new window at the fifth time, the program ends with 70 at the tenth', async ({
    kiosk,
  }) => {
    const started = Date.now();
    const ended = new Promise<number | null>(resolve => kiosk.main.once('exit', resolve));
    for (let round = 1; round <= 10; round += 1) {
      const pid = await kiosk.rendererPid();
      const from = Date.now();
      process.kill(pid, 'SIGKILL');
      if (round < 10) await drawn(kiosk, { from, limitMs: 10_000 });
      expect(kiosk.reports.some(report => report.is === 'window.recreated')).toBe(round >= 5);
    }
    expect(await ended).toBe(70);
    expect(Date.now() - started).toBeLessThan(60_000);
  });
});

test.describe('children', () => {
  test('station killed: requests fail at once, then are answered again within a second', async ({ kiosk }) => {
    await ready(kiosk, 'station', 0);
    for (let round = 0; round < 3; round += 1) {
      const from = Date.now();
      process.kill(kiosk.childPid('station'), 'SIGKILL');
      await kiosk.waitFor(report => report.is === 'child.ended' && report.name === 'station', { from, limitMs: 2_000 });
      const refused = await kiosk.inPage<string>(
        "fetch('/api/nothing').then(async a => a.status === 503 ? (await a.json()).code : 'answered')",
      );
      expect(['unavailable', 'answered']).toContain(refused);
      await msUntilStationAnswers(kiosk);
      expect(Date.now() - from).toBeLessThan(1_000 + 100 * 2 ** round);
    }
    expect(kiosk.reports.filter(report => report.is === 'page.loading')).toHaveLength(1);
  });

  test('hub killed: it is back within a second and the page never noticed', async ({ kiosk }) => {
    await ready(kiosk, 'hub', 0);
    const from = Date.now();
    process.kill(kiosk.childPid('hub'), 'SIGKILL');
    const { time } = await ready(kiosk, 'hub', from);
    expect(time - from).toBeLessThan(1_000);
    expect(kiosk.reports.filter(report => report.is === 'page.loading')).toHaveLength(1);
  });

  test('station stopped in the middle of a request: killed after ten silent seconds, and back', async ({ kiosk }) => {
    await ready(kiosk, 'station', 0);
    const from = Date.now();
    const pid = kiosk.childPid('station');
    process.kill(pid, 'SIGSTOP');
    const status = await kiosk.inPage<number>("fetch('/api/nothing').then(a => a.status)", 15_000);
    expect(status).toBe(503);
    await ready(kiosk, 'station', from);
    expect(Date.now() - from).toBeLessThan(13_000);
  });
});

test.describe('processes of Chromium', () => {
  test('the GPU process killed fifteen times: the page stays', async ({ kiosk }) => {
    for (let round = 0; round < 15; round += 1) {
      const gpu = processTree(kiosk.pid).find(process => process.command.includes('--type=gpu-process'));
      if (gpu !== undefined) process.kill(gpu.pid, 'SIGKILL');
      await new Promise(resolve => setTimeout(resolve, 400));
    }
    expect(await kiosk.inPage('location.href')).toBe('hall://kiosk/');
    expect(kiosk.main.exitCode).toBeNull();
  });

  test('the network service killed: the door still answers', async ({ kiosk }) => {
    const network = processTree(kiosk.pid).find(process => process.command.includes('network.mojom.NetworkService'));
    expect(network).toBeDefined();
    process.kill(network!.pid, 'SIGKILL');
    await expect.poll(() => kiosk.inPage("fetch('/').then(a => a.status)").catch(String)).toBe(200);
  });

  test('the sandbox is on', async ({ kiosk }) => {
    const renderer = await kiosk.rendererPid();
    expect([statusLine(renderer, 'Seccomp'), statusLine(renderer, 'NoNewPrivs')]).toEqual(['2', '1']);
    expect(processTree(kiosk.pid).some(process => process.command.includes('--no-sandbox'))).toBe(false);
    expect(await kiosk.app.evaluate(() => process.getuid?.())).not.toBe(0);
  });
});

test.describe('the program', () => {
  test('SIGTERM: station and hub finish first, it ends with 0 within two seconds and leaves no process', async ({
    kiosk,
  }) => {
    await ready(kiosk, 'hub', 0);
    await ready(kiosk, 'station', 0);
    const processes = kiosk.processes();
    const from = Date.now();
    const ended = new Promise<number | null>(resolve => kiosk.main.once('exit', resolve));
    process.kill(kiosk.pid, 'SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - from).toBeLessThan(2_000);
    await expect.poll(() => processes.filter(isAlive), { timeout: 1_000 }).toEqual([]);
    const stopped = kiosk.reports.filter(report => report.is === 'child.ended');
    expect(stopped.map(report => report.is === 'child.ended' && [report.name, report.code])).toEqual([
      ['station', 0],
      ['hub', 0],
    ]);
  });

  test('killed: no process is left', async ({ kiosk }) => {
    await ready(kiosk, 'hub', 0);
    const processes = kiosk.processes();
    process.kill(kiosk.pid, 'SIGKILL');
    await expect.poll(() => processes.filter(isAlive).map(left => left.command), { timeout: 3_000 }).toEqual([]);
  });

  test('an error nobody caught: ends with 70 and shows no window', async ({ kiosk }) => {
    const ended = new Promise<number | null>(resolve => kiosk.main.once('exit', resolve));
    await kiosk.app.evaluate(() => {
      setTimeout(() => {
        throw new Error('nobody catches this');
      }, 0);
    });
    expect(await ended).toBe(70);
    await expect.poll(() => kiosk.screen.windows()).toEqual([]);
  });

  test('a rejection nobody handled: ends with 70', async ({ kiosk }) => {
    const ended = new Promise<number | null>(resolve => kiosk.main.once('exit', resolve));
    await kiosk.app.evaluate(() => {
      setTimeout(() => void Promise.reject(new Error('nobody handles this')), 0);
    });
    expect(await ended).toBe(70);
  });
});

test.describe('the program as it is delivered', () => {
  /** Starts the kiosk without any test switch. @returns its exit code, or "running" after the limit, when it is ended */
  async function start(request: {
    args: string[];
    dataFolder: string;
    limitMs: number;
  }): Promise<number | 'running' | null> {
    const screen = await openVirtualScreen('portrait');
    const env = kioskEnvironment({
      DISPLAY: screen.display,
      HALL_DATA: request.dataFolder,
      HALL_HUB_PORT: String(await freePort()),
    });
    const child = spawn(runtime.electron, [...request.args, mainProgram], { env, stdio: 'ignore' });
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
    const late = new Promise<'running'>(resolve => setTimeout(() => resolve('running'), request.limitMs));
    const outcome = await Promise.race([ended, late]);
    if (outcome === 'running') {
      child.kill('SIGTERM');
      await ended;
    }
    screen.close();
    return outcome;
  }

  test.describe.configure({ mode: 'default' });
  let dataFolder = '';
  test.beforeEach(() => {
    mkdirSync(join(workFolder, 'data'), { recursive: true });
    dataFolder = mkdtempSync(join(workFolder, 'data/delivered-'));
  });
  test.afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  test('starts with nothing but its folder', async () => {
    expect(await start({ args: [], dataFolder, limitMs: 3_000 })).toBe('running');
  });

  for (const refused of [
    ['--remote-debugging-port=9451'],
    ['-remote-debugging-port=9451'],
    ['--remote-debugging-pipe'],
    ['--inspect=9452'],
    ['--inspect-brk=9452'],
    ['--no-sandbox'],
    ['--disable-web-security'],
    ['--js-flags=--expose-gc'],
    ['--renderer-cmd-prefix=/bin/true'],
    ['--ignore-certificate-errors'],
  ]) {
    test(`refuses ${refused.join(' ')} with 78`, async () => {
      expect(await start({ args: refused, dataFolder, limitMs: 10_000 })).toBe(78);
    });
  }

  test('a second one on the same data ends with 75', async ({ kiosk }) => {
    expect(await start({ args: [], dataFolder: kiosk.dataFolder, limitMs: 10_000 })).toBe(75);
    expect((await kiosk.look()).urls).toEqual(['hall://kiosk/']);
  });
});
