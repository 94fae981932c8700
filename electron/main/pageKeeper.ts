import { type BrowserWindow, ipcMain } from 'electron';
import { HEARTBEAT_CHANNEL } from '../preload/bridge.ts';
import { HOME_URL, isHome } from './homeAddress.ts';
import { type PageLoadReason, report } from './mainLog.ts';
import { type PageRemedy, PageWatchdog } from './pageWatchdog.ts';

const TICK_MS = 500;
/** When the renderer does not even say that it was killed, the home page is loaded over it. */
const KILL_LIMIT_MS = 1_000;
const ABORTED = -3;

export type KeptPage = { stop(): void };

/**
 * Keeps a drawn home page on the screen, whatever happens to the page or its window. Always `loadURL(home)`, never `reload()`: a page that pushed another
 * address would be reloaded into a 404.
 */
export function keepPage(request: {
  openWindow: () => BrowserWindow;
  onDrawn: () => void;
  restartKiosk: () => void;
}): KeptPage {
  const watchdog = new PageWatchdog(performance.now());
  let stopped = false;
  let window = request.openWindow();
  let killing: NodeJS.Timeout | null = null;

  const loadHome = (why: PageLoadReason): void => {
    if (stopped || window.isDestroyed()) return;
    report({ is: 'page.loading', why });
    watchdog.loading(performance.now());
    // Failures arrive as events.
    window.loadURL(HOME_URL).catch(() => undefined);
  };

  const renewWindow = (why: PageLoadReason): void => {
    if (stopped) return;
    const old = window;
    window = request.openWindow();
    listen(window);
    report({ is: 'window.recreated' });
    if (!old.isDestroyed()) old.destroy();
    loadHome(why);
  };

  const heal = (remedy: PageRemedy, why: PageLoadReason): void => {
    if (stopped || remedy === 'none') return;
    if (remedy === 'restartKiosk') request.restartKiosk();
    else if (remedy === 'openNewWindow') renewWindow(why);
    else if (why === 'silent') killAndLoadHome();
    else loadHome(why);
  };

  /** A hung renderer would be asked to show the new page as well, since it is of the same site: so it has to go first. */
  const killAndLoadHome = (): void => {
    watchdog.loading(performance.now());
    killing = setTimeout(killed, KILL_LIMIT_MS);
    window.webContents.forcefullyCrashRenderer();
  };
  const killed = (): void => {
    if (killing !== null) clearTimeout(killing);
    killing = null;
    loadHome('silent');
  };

  const listen = (opened: BrowserWindow): void => {
    const { webContents } = opened;
    const isCurrent = (): boolean => opened === window && !stopped;
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (!isCurrent()) return;
      report({ is: 'page.ended', why: reason });
      if (killing !== null) killed();
      else heal(watchdog.failed(performance.now()), 'ended');
    });
    webContents.on('unresponsive', () => {
      if (isCurrent() && killing === null) heal(watchdog.failed(performance.now()), 'silent');
    });
    webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
      if (!isCurrent() || !isMainFrame || code === ABORTED) return;
      setTimeout(() => isCurrent() && heal(watchdog.failed(performance.now()), 'failed'), TICK_MS);
    });
    opened.on('closed', () => {
      // `window.close()` of the page destroys the window without asking.
      if (!isCurrent()) return;
      const remedy = watchdog.failed(performance.now());
      if (remedy === 'restartKiosk') request.restartKiosk();
      else renewWindow('recreated');
    });
  };

  ipcMain.on(HEARTBEAT_CHANNEL, event => {
    const { sender, senderFrame } = event;
    if (window.isDestroyed() || sender !== window.webContents) return;
    if (senderFrame !== sender.mainFrame || !isHome(senderFrame.url)) {
      report({ is: 'page.refused', what: 'sender' });
      return;
    }
    if (!watchdog.beat(performance.now())) return;
    report({ is: 'page.drawn' });
    request.onDrawn();
  });

  listen(window);
  loadHome('start');
  const ticker = setInterval(() => {
    if (killing === null) heal(watchdog.tick(performance.now()), 'silent');
  }, TICK_MS);

  return {
    stop() {
      stopped = true;
      clearInterval(ticker);
      if (killing !== null) clearTimeout(killing);
    },
  };
}
