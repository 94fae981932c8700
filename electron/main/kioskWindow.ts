import { BrowserWindow, screen, type Session } from 'electron';
import { keepFileChooserShut } from './fileChooser.ts';
import { lockedPreferences } from './lockDown.ts';

/** Shown until the page has drawn; the page's own background, so that nothing flashes. */
const BACKGROUND = '#f5f7fa';

/**
 * The only window: as large as the screen, upright or lying. Bounds are set as well as `kiosk`, since without a window manager
 * (cage, bare X) nobody obeys a wish for full screen.
 */
export function openKioskWindow(request: {
  session: Session;
  preload: string;
  mayClose: () => boolean;
}): BrowserWindow {
  const { x, y, width, height } = screen.getPrimaryDisplay().bounds;
  const window = new BrowserWindow({
    x,
    y,
    // Chromium makes a program's first window one pixel smaller when it is asked for the very size of a screen without a window manager;
    // asked for one more, and corrected by `fillScreen`, it fills the screen.
    width: width + 1,
    height: height + 1,
    kiosk: true,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    show: true,
    backgroundColor: BACKGROUND,
    title: '',
    autoHideMenuBar: true,
    webPreferences: { ...lockedPreferences(request.preload), session: request.session },
  });
  window.removeMenu();
  const fillScreen = (): void => window.setBounds(screen.getPrimaryDisplay().bounds);
  screen.on('display-metrics-changed', fillScreen);
  window.webContents.on('dom-ready', fillScreen);
  window.on('close', event => {
    // Alt+F4 and the window manager's close button end here; without the question SIGTERM would hang too.
    if (!request.mayClose()) event.preventDefault();
  });
  window.on('closed', () => screen.off('display-metrics-changed', fillScreen));
  window.on('page-title-updated', event => event.preventDefault());
  keepFileChooserShut(window.webContents);
  return window;
}
