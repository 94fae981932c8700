import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, session } from 'electron';
import { keepBoard } from './boardKeeper.ts';
import { openBoardWindow } from './boardWindow.ts';
import { ChildProcess } from './childProcess.ts';
import { reportChromium } from './chromiumReports.ts';
import { setChromiumSwitches } from './chromiumSwitches.ts';
import { type Door, openDoor } from './door.ts';
import { beforeEnd, endKiosk } from './endKiosk.ts';
import { exitCodes } from './exitCodes.ts';
import { boardSite, kioskSite, openHallProtocol, registerHallScheme, warmProtocol } from './hallProtocol.ts';
import { boardHome } from './homeAddress.ts';
import { readShellSettings, type ShellSettings } from './kioskSettings.ts';
import { openKioskWindow } from './kioskWindow.ts';
import { lockEveryContents, lockSession } from './lockDown.ts';
import { report } from './mainLog.ts';
import { keepPage } from './pageKeeper.ts';
import { becomeOnlyInstance } from './singleInstance.ts';
import { refusedArguments } from './startArguments.ts';

/** Each child gets this long to finish; both, and the window, within the 2 s that a supervisor waits. */
const CHILD_STOP_LIMIT_MS = 800;

/** The page's fonts and first frames have the processor before the children get it. */
const CHILDREN_AFTER_PAGE_MS = 200;
/** Hub and station have started by then. */
const BOARD_AFTER_STATION_MS = 1_500;
/** A page that does not draw must not keep the hall from working. */
const CHILDREN_AT_LATEST_MS = 3_000;

/**
 * The whole life of a kiosk, from its command line to its exit code (`exitCodes.ts`).
 * @param request.forTests lets Playwright's switches pass and the page's own words into the log
 */
export function startKiosk(request: { forTests: boolean }): void {
  endOnBrokenPromises();
  const refused = refusedArguments({ given: process.argv.slice(1), allowTestSwitches: request.forTests });
  if (refused.length > 0) {
    report({ is: 'arguments.refused', refused });
    process.exit(exitCodes.refusedArguments);
  }
  const dataFolder = process.env['HALL_DATA'] || join(homedir(), '.local/share/hall-kiosk');
  const profileFolder = join(dataFolder, 'chromium');
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', profileFolder);
  if (!becomeOnlyInstance(profileFolder)) {
    report({ is: 'instance.second' });
    process.exit(exitCodes.alreadyRunning);
  }
  const settings = readShellSettings(dataFolder);
  setChromiumSwitches(settings);
  registerHallScheme();
  lockEveryContents();
  reportChromium({ withWords: request.forTests });
  report({ is: 'kiosk.started', pid: process.pid, electron: process.versions['electron'] ?? '', dataFolder });
  app
    .whenReady()
    .then(() => run({ dataFolder, settings }))
    .catch(endBroken);
}

function run(request: { dataFolder: string; settings: ShellSettings }): void {
  const environment = { ...process.env, HALL_DATA: request.dataFolder };
  const program = (name: string) => ({ name, path: join(import.meta.dirname, `${name}.js`), environment });
  const station = new ChildProcess(program('station'));
  const hub = request.settings.runsHub ? new ChildProcess(program('hub')) : null;
  // In memory: nothing that one citizen's page stored may outlive the program, and nothing of it belongs on the disk.
  const pageSession = session.fromPartition('kiosk', { cache: false });
  lockSession(pageSession);
  const pageFolder = join(import.meta.dirname, '../renderer');
  const preload = join(import.meta.dirname, '../preload/preload.cjs');
  const door = openDoor(station);
  openHallProtocol({ session: pageSession, pageFolder, door, site: kioskSite });
  const startChildren = startOnce(station, hub);
  const { board } = request.settings;
  if (board !== null) {
    // After everything the citizen waits for: a second page at the same time would double the time to the first picture.
    station
      .isReachable()
      .then(() =>
        setTimeout(
          () => openBoard({ ...board, pageFolder, preload, door, mayClose: () => stopping }),
          BOARD_AFTER_STATION_MS,
        ),
      )
      .catch(endBroken);
  }
  setTimeout(startChildren, CHILDREN_AT_LATEST_MS);
  let stopping = false;
  const page = keepPage({
    openWindow: () =>
      openKioskWindow({
        session: pageSession,
        preload,
        mayClose: () => stopping,
      }),
    onDrawn: () => setTimeout(startChildren, CHILDREN_AFTER_PAGE_MS),
    restartKiosk: () => endBroken(new Error('the page ended ten times within a minute')),
  });
  beforeEnd(() => page.stop());
  warmProtocol();
  // Without a listener Electron quits in the moment between two windows.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', event => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    stop(hub === null ? [station] : [station, hub]).catch(endBroken);
  });
}

/** Puts the board on the second screen, in a session of its own that shares nothing with the citizen's page. */
function openBoard(request: {
  screen: number;
  query: string;
  pageFolder: string;
  preload: string;
  door: Door;
  mayClose: () => boolean;
}): void {
  if (request.mayClose()) return;
  const { pageFolder, preload, door, mayClose } = request;
  const boardSession = session.fromPartition('board', { cache: false });
  lockSession(boardSession);
  openHallProtocol({ session: boardSession, pageFolder, door, site: boardSite });
  const home = boardHome(request.query);
  const kept = keepBoard({
    screen: request.screen,
    home,
    openWindow: display => openBoardWindow({ session: boardSession, preload, display, home, mayClose }),
  });
  beforeEnd(() => kept.stop());
}

/**
 * Starts station and hub, one after the other, once the page has drawn: all at once they doubled, on two cores, the time to the first picture.
 * Requests of the page wait for the station's first start.
 */
function startOnce(station: ChildProcess, hub: ChildProcess | null): () => void {
  let started = false;
  return () => {
    if (started) return;
    started = true;
    station.start();
    if (hub === null) return;
    station
      .isReachable()
      .then(() => hub.start())
      .catch(endBroken);
  };
}

/** The station first: what it has just committed can still reach the hub. The page stays on the screen until the end. */
async function stop(children: readonly ChildProcess[]): Promise<void> {
  report({ is: 'kiosk.stopping' });
  for (const child of children) await child.shutDown(CHILD_STOP_LIMIT_MS);
  report({ is: 'kiosk.stopped' });
  endKiosk(exitCodes.done);
}

/** Electron's default is an "Error" window on the citizen's screen and a program that goes on half broken. */
function endOnBrokenPromises(): void {
  process.on('uncaughtException', endBroken);
  process.on('unhandledRejection', endBroken);
}

function endBroken(fault: unknown): void {
  report({ is: 'kiosk.broken', why: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  endKiosk(exitCodes.broken);
}
