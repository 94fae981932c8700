import { type BrowserWindow, type Display, ipcMain, screen } from 'electron';
import { HEARTBEAT_CHANNEL } from '../preload/bridge.ts';
import { screenNumbered } from './boardWindow.ts';
import { report } from './mainLog.ts';
import { PageWatchdog } from './pageWatchdog.ts';
import { Respawn } from './respawn.ts';

const TICK_MS = 500;
const ABORTED = -3;

export type KeptBoard = { stop(): void };

/**
 * Keeps a drawn board on the second screen, whatever happens to its page, its window or the screen itself. What goes wrong here never touches
 * the citizen's window: a board that fails again and again is only tried less often.
 */
export function keepBoard(request: {
  /** Number of the screen, see `screenNumbered`. */
  screen: number;
  home: string;
  openWindow: (display: Display) => BrowserWindow;
}): KeptBoard {
  const respawn = new Respawn();
  let window: BrowserWindow | null = null;
  let watchdog = new PageWatchdog(performance.now());
  let openedAtMs = 0;
  let drawn = false;
  let again: NodeJS.Timeout | null = null;
  let stopped = false;

  const open = (): void => {
    again = null;
    if (stopped || window !== null) return;
    const display = screenNumbered(request.screen);
    if (display === null) {
      report({ is: 'board.noScreen', screen: request.screen });
      return;
    }
    const opened = request.openWindow(display);
    window = opened;
    drawn = false;
    openedAtMs = performance.now();
    watchdog = new PageWatchdog(openedAtMs);
    report({ is: 'board.opened', screen: request.screen });
    opened.webContents.on('render-process-gone', (_event, { reason }) => fail(opened, reason));
    opened.webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED) fail(opened, 'failed');
    });
    // A board that loads itself anew is given the time of a start.
    opened.webContents.on('did-start-loading', () => watchdog.loading(performance.now()));
    opened.on('closed', () => fail(opened, 'closed'));
    // Failures arrive as events.
    opened.loadURL(request.home).catch(() => undefined);
  };

  const standsRight = (): boolean => {
    const wanted = screenNumbered(request.screen)?.bounds ?? null;
    if (window === null || window.isDestroyed() || wanted === null) return false;
    const { x, y, width, height } = window.getBounds();
    return x === wanted.x && y === wanted.y && width === wanted.width && height === wanted.height;
  };

  const close = (): void => {
    const old = window;
    window = null;
    if (old !== null && !old.isDestroyed()) old.destroy();
  };

  const fail = (failed: BrowserWindow, why: string): void => {
    if (stopped || failed !== window) return;
    close();
    const againInMs = respawn.waitMs({ livedMs: performance.now() - openedAtMs, wasReady: false });
    report({ is: 'board.ended', why, againInMs });
    if (again !== null) clearTimeout(again);
    again = setTimeout(open, againInMs);
  };

  /** A screen came, went or moved: the window is opened anew where it belongs now. */
  const rearrange = (): void => {
    if (stopped || standsRight()) return;
    if (again !== null) clearTimeout(again);
    close();
    again = setTimeout(open, TICK_MS);
  };

  ipcMain.on(HEARTBEAT_CHANNEL, ({ sender, senderFrame }) => {
    if (window === null || window.isDestroyed() || sender !== window.webContents) return;
    if (senderFrame !== sender.mainFrame || senderFrame.url !== request.home) return;
    if (!watchdog.beat(performance.now()) || drawn) return;
    drawn = true;
    report({ is: 'board.drawn' });
  });
  const ticker = setInterval(() => {
    if (window !== null && watchdog.tick(performance.now()) !== 'none') fail(window, 'silent');
  }, TICK_MS);
  screen.on('display-added', rearrange);
  screen.on('display-removed', rearrange);
  screen.on('display-metrics-changed', rearrange);
  open();

  return {
    stop() {
      stopped = true;
      clearInterval(ticker);
      if (again !== null) clearTimeout(again);
      screen.off('display-added', rearrange);
      screen.off('display-removed', rearrange);
      screen.off('display-metrics-changed', rearrange);
    },
  };
}
