import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../e2e/freePort.ts';
import { buildFolder, mainProgramForTests } from '../../e2e/kioskBuild.ts';
import { openVirtualScreen } from '../../e2e/virtualScreen.ts';
import { wordsOf } from '../../e2e/words.ts';
import type { BenchRow } from './benchRow.ts';
import { gzippedPageKb } from './bundleSize.ts';
import { type DrivenApp, type Point, startDriven } from './drivenApp.ts';
import { treeCpuUs } from './processCpu.ts';
import { treePssKb } from './processMemory.ts';
import { median, quantile, ratioRow } from './screenRows.ts';
import { measureTouches } from './touches.ts';

const startPairs = 15;
const memoryPairs = 3;
const memorySettleMs = 6_000;
const idleSettleMs = 5_000;
const idleMs = 60_000;

type Variant = 'kiosk' | 'blank' | 'clock';

/** Data folders live through the whole suite: a kiosk is started hundreds of times on the same one, and so is its floor. */
type Bench = { folder: string; display: string; hubPort: string };

const takeWords = wordsOf('zh')('home.take').source;
const home = `[...document.querySelectorAll('#root button')].find(button => /${takeWords}|take|:/.test(button.innerText))`;

/**
 * Suite `screen`: what the citizen waits for, and what the kiosk costs its PC, against a blank window (for the idle screen: a page with
 * a clock) on the same Electron in the same run. Every kiosk comes with its station and its hub.
 */
export async function runScreenSuite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'screen-bench-'));
  const screen = await openVirtualScreen('portrait');
  const bench = { folder, display: screen.display, hubPort: String(await freePort()) };
  try {
    return [
      ...(await measureTouch(bench)),
      ...(await measureStarts(bench)),
      await measureMemory(bench),
      await measureIdle(bench),
      bundleRow(),
    ];
  } finally {
    screen.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(variant: Variant, bench: Bench): Promise<DrivenApp> {
  return startDriven({
    program: variant === 'kiosk' ? mainProgramForTests : join(import.meta.dirname, 'floorApp/main.mjs'),
    environment: {
      DISPLAY: bench.display,
      HALL_DATA: join(bench.folder, variant),
      HALL_HUB_PORT: bench.hubPort,
      FLOOR_PAGE: variant,
    },
  });
}

/** Waits for the button of the home screen. @returns its middle */
async function whenHome(app: DrivenApp): Promise<Point> {
  for (;;) {
    try {
      return await app.evaluate<Point>(lookForHome);
    } catch (fault) {
      // The empty page of the first moment has just given way to the real one.
      if (!(fault instanceof Error && /context was destroyed|Cannot find context/.test(fault.message))) throw fault;
    }
  }
}

const lookForHome = `new Promise(resolve => {
  const look = () => {
    const button = ${home};
    if (button === undefined) return setTimeout(look, 4);
    const { x, y, width, height } = button.getBoundingClientRect();
    resolve({ x: x + width / 2, y: y + height / 2 });
  };
  look();
})`;

// ---- start ---------------------------------------------------------------------------------------------------------

type Start = { clickedMs: number; cpuMs: number };

async function measureStarts(bench: Bench): Promise<BenchRow[]> {
  const pairs: { kiosk: Start; blank: Start }[] = [];
  for (let pair = -1; pair < startPairs; pair += 1) {
    // Which one comes first changes, so that a busy moment does not always hit the same.
    const first: Variant = pair % 2 === 0 ? 'kiosk' : 'blank';
    const one = await startOnce(first, bench);
    const other = await startOnce(first === 'kiosk' ? 'blank' : 'kiosk', bench);
    // The first pair fills the caches.
    if (pair >= 0) pairs.push(first === 'kiosk' ? { kiosk: one, blank: other } : { kiosk: other, blank: one });
  }
  const paired = (name: string, pick: (start: Start) => number): BenchRow => ({
    name,
    value: median(pairs.map(({ kiosk }) => pick(kiosk))),
    unit: 'ms',
    floor: median(pairs.map(({ blank }) => pick(blank))),
    ratio: median(pairs.map(({ kiosk, blank }) => pick(kiosk) / pick(blank))),
  });
  return [paired('cold_start', ({ clickedMs }) => clickedMs), paired('cpu_to_click', ({ cpuMs }) => cpuMs)];
}

/** From the making of the process until the first click has changed the screen. */
async function startOnce(variant: Variant, bench: Bench): Promise<Start> {
  const app = await start(variant, bench);
  try {
    const at = await whenHome(app);
    await app.evaluate(`{
      const button = ${home};
      window.answered = new Promise(resolve => {
        new MutationObserver(() => { if (!button.isConnected) requestAnimationFrame(resolve); })
          .observe(document.documentElement, { subtree: true, childList: true });
      });
      0;
    }`);
    await app.tap(at);
    await app.evaluate('window.answered.then(() => 0)');
    return { clickedMs: performance.now() - app.startedAtMs, cpuMs: treeCpuUs(app.pid) / 1000 };
  } finally {
    await app.stop();
  }
}

// ---- memory and idle -----------------------------------------------------------------------------------------------

async function measureMemory(bench: Bench): Promise<BenchRow> {
  const kiosk: number[] = [];
  const blank: number[] = [];
  for (let pair = 0; pair < memoryPairs; pair += 1) {
    kiosk.push(await settledPssKb('kiosk', bench));
    blank.push(await settledPssKb('blank', bench));
  }
  return ratioRow('memory.pss', 'KB', [median(kiosk), median(blank)]);
}

async function settledPssKb(variant: Variant, bench: Bench): Promise<number> {
  const app = await start(variant, bench);
  try {
    await whenHome(app);
    await pause(memorySettleMs);
    return treePssKb(app.pid);
  } finally {
    await app.stop();
  }
}

/** Both at the same time, each on a screen of its own: covered windows do not draw. CPU time, so neighbours do not matter. */
async function measureIdle(bench: Bench): Promise<BenchRow> {
  const second = await openVirtualScreen('portrait');
  const kiosk = await start('kiosk', bench);
  const clock = await start('clock', { ...bench, display: second.display });
  try {
    await Promise.all([whenHome(kiosk), whenHome(clock)]);
    await pause(idleSettleMs);
    const before = [treeCpuUs(kiosk.pid), treeCpuUs(clock.pid)] as const;
    await pause(idleMs);
    const percent = (pid: number, since: number): number => (treeCpuUs(pid) - since) / (idleMs * 10);
    return ratioRow('idle_cpu', '%', [percent(kiosk.pid, before[0]), percent(clock.pid, before[1])]);
  } finally {
    await Promise.all([kiosk.stop(), clock.stop()]);
    second.close();
  }
}

// ---- touch and size ------------------------------------------------------------------------------------------------

async function measureTouch(bench: Bench): Promise<BenchRow[]> {
  const app = await start('kiosk', bench);
  try {
    await whenHome(app);
    const { numbers, toggles } = await measureTouches(app);
    return [0.5, 0.95].map(part =>
      ratioRow(`touch_to_number.p${part * 100}`, 'ms', [quantile(numbers, part), quantile(toggles, part)]),
    );
  } finally {
    await app.stop();
  }
}

function bundleRow(): BenchRow {
  const value = gzippedPageKb(join(buildFolder, 'renderer/kiosk/index.html'));
  return { name: 'bundle.kiosk_gz', value, unit: 'KB', floor: null, ratio: null };
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
