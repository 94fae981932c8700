import { app, type BrowserWindowConstructorOptions, type Event, Menu, type Session, type WebContents } from 'electron';
import { HOME_URL } from './homeAddress.ts';
import { keyMayPass } from './keyGate.ts';
import { type RefusedAttempt, report } from './mainLog.ts';

/** Contents with another home than the citizen's page: the board on the second screen. */
const homes = new WeakMap<WebContents, string>();
const homeOf = (contents: WebContents): string => homes.get(contents) ?? HOME_URL;

/** Names the one address that these contents may show. */
export function setHome(contents: WebContents, url: string): void {
  homes.set(contents, url);
}

/** Preferences of every window. Electron's security checklist, items 2–4 and 8–12. */
export function lockedPreferences(preload: string): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    devTools: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    plugins: false,
    disableDialogs: true,
    safeDialogs: true,
    // A page behind another window must go on beating.
    backgroundThrottling: false,
    // The file pickers open GTK's dialog without asking any permission handler, the colour picker a window of its own, a middle click another.
    disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,Auxclick,EyeDropperAPI',
  };
}

/** Whatever contents ever come to be, also ones nobody here has made. */
export function lockEveryContents(): void {
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('login', event => event.preventDefault());
  app.on('select-client-certificate', event => event.preventDefault());
}

function lockContents(contents: WebContents): void {
  const refuse = (what: RefusedAttempt) => (event: Event) => {
    event.preventDefault();
    report({ is: 'page.refused', what });
  };
  contents.setWindowOpenHandler(() => {
    report({ is: 'page.refused', what: 'window' });
    return { action: 'deny' };
  });
  const refuseForeign = (event: Event<{ url: string }>): void => {
    if (event.url === homeOf(contents)) return;
    event.preventDefault();
    report({ is: 'page.refused', what: 'navigation' });
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-frame-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-attach-webview', refuse('webview'));
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.on('before-input-event', (event, input) => {
    if (keyMayPass(input)) return;
    event.preventDefault();
    if (input.type === 'keyDown') report({ is: 'page.refused', what: 'key' });
  });
  contents.on('dom-ready', () => {
    contents.setZoomFactor(1);
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
}

/** Nothing is granted, nothing is downloaded, and no request leaves the machine. */
export function lockSession(session: Session): void {
  const refused = (what: RefusedAttempt): false => {
    report({ is: 'page.refused', what });
    return false;
  };
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(refused('permission')));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => refused('device'));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => {
    refused('permission');
    answer({});
  });
  const refuseDevice = (event: Event): void => {
    event.preventDefault();
    refused('device');
  };
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    refuseDevice(event);
    choose('');
  });
  session.on('select-hid-device', (event, _details, choose) => {
    refuseDevice(event);
    choose(null);
  });
  session.on('select-usb-device', (event, _details, choose) => {
    refuseDevice(event);
    choose();
  });
  session.on('will-download', event => {
    event.preventDefault();
    refused('download');
  });
  session.setSpellCheckerEnabled(false);
  const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];
  session.webRequest.onBeforeRequest({ urls: outside }, (_request, answer) => {
    refused('network');
    answer({ cancel: true });
  });
}
