import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, expect, test } from '@playwright/test';
import { runtime, workFolder } from './kioskBuild.ts';
import { openVirtualScreen } from './virtualScreen.ts';

const run = promisify(execFile);
const checkout = join(import.meta.dirname, '..');
const packaging = join(checkout, 'tools/package.ts');
const program = join(checkout, 'out/package/linux-unpacked/hall-kiosk');

/** What the program says until `done` finds what it looks for. */
async function saidUntil<T>(child: ChildProcess, done: (said: string) => T | null): Promise<T> {
  let said = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the program only said:\n${said}`)), 30_000);
    const hear = (chunk: unknown) => {
      said += String(chunk);
      const found = done(said);
      if (found === null) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  });
}

test.describe('the packaged kiosk', () => {
  test('is not made for release with the runtime for tests', async () => {
    // Only the fallback needs an addon of its own.
    test.skip(runtime.sqliteBinding === null, 'this machine has the release runtime');
    const refused = await run(process.execPath, [packaging]).then(
      () => null,
      (fault: { code: number; stderr: string }) => fault,
    );
    expect(refused?.code).toBe(1);
    expect(refused?.stderr).toContain('not for a release');
  });

  test('starts with what it carries, serves a hall, and leaves no door for tools', async () => {
    test.setTimeout(180_000);
    await run(process.execPath, [packaging, '--for-tests', '--folder-only'], { cwd: checkout });
    mkdirSync(join(workFolder, 'data'), { recursive: true });
    const dataFolder = mkdtempSync(join(workFolder, 'data/package-'));
    const spy = join(dataFolder, 'spy.cjs');
    const caught = join(dataFolder, 'caught');
    writeFileSync(spy, `require('node:fs').writeFileSync(${JSON.stringify(caught)}, '');`);
    const stray = join(program, '../resources/app');
    mkdirSync(stray);
    writeFileSync(join(stray, 'package.json'), '{"main":"main.js"}');
    writeFileSync(join(stray, 'main.js'), `require(${JSON.stringify(spy)});`);

    const screen = await openVirtualScreen('portrait');
    const { HALL_SQLITE_BINDING: _ours, ...inherited } = process.env;
    const child = spawn(program, ['--remote-debugging-port=0', '--inspect=0'], {
      env: {
        ...inherited,
        DISPLAY: screen.display,
        HALL_DATA: dataFolder,
        HALL_HUB_PORT: '0',
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${spy}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const { browserAddress, counterAddress, said } = await saidUntil(child, text => {
        const devTools = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
        const counter = /Counter\s+(http:\S+)/.exec(text)?.[1];
        if (devTools === undefined || counter === undefined || !text.includes('page.drawn')) return null;
        return { browserAddress: devTools, counterAddress: counter, said: text };
      });
      expect(said).not.toContain('Debugger listening');
      expect(existsSync(caught)).toBe(false);

      const browser = await chromium.connectOverCDP(browserAddress);
      const page = browser.contexts()[0]?.pages()[0];
      expect(page?.url()).toBe('hall://kiosk/');
      await expect(page!.getByRole('button').first()).toBeVisible();
      const counter = await fetch(counterAddress);
      expect(counter.status).toBe(200);
      expect(await counter.text()).toContain('<script type="module"');
    } finally {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      screen.close();
      rmSync(dataFolder, { recursive: true, force: true });
      rmSync(stray, { recursive: true, force: true });
    }
  });
});
