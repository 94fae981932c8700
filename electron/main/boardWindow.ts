import { BrowserWindow, type Display, screen, type Session } from 'electron';
import { keepFileChooserShut } from './fileChooser.ts';
import { lockedPreferences, setHome } from './lockDown.ts';

/** The board's own background, so that nothing flashes. */
const BACKGROUND = '#0b1622';

/** The screen with this number: 1 is the primary one, the others follow from left to right. Null when there is no such screen. */
export function screenNumbered(number: number): Display | null {
  const primary = screen.getPrimaryDisplay();
  const others = screen
    .getAllDisplays()
    .filter(({ id }) => id !== primary.id)
    .sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
  return [primary, ...others][number - 1] ?? null;
}

/**
 * The board on the second screen, locked down like the citizen's window. It takes neither keys nor the focus: a touch or a
 * scanner must go on reaching the citizen's page.
 */
export function openBoardWindow(request: {
  session: Session;
  preload: string;
  display: Display;
  home: string;
  mayClose: () => boolean;
}): BrowserWindow {
  const { bounds } = request.display;
  const window = new BrowserWindow({
    x: bounds.x,
    y: bounds.y,
    // As in `kioskWindow.ts`: asked for the very size, Chromium makes it one pixel smaller.
    width: bounds.width + 1,
    height: bounds.height + 1,
    frame: false,
    focusable: false,
    resizable: false,
    movable: false,
    minimizable: false,
    show: false,
    backgroundColor: BACKGROUND,
    title: '',
    autoHideMenuBar: true,
    webPreferences: {
      ...lockedPreferences(request.preload),
      session: request.session,
      // Nobody can touch this screen to allow the sound.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  setHome(window.webContents, request.home);
  window.removeMenu();
  const fillScreen = (): void => {
    if (!window.isDestroyed()) window.setBounds(bounds);
  };
  window.webContents.on('dom-ready', fillScreen);
  window.on('close', event => {
    if (!request.mayClose()) event.preventDefault();
  });
  window.on('page-title-updated', event => event.preventDefault());
  keepFileChooserShut(window.webContents);
  window.showInactive();
  return window;
}
