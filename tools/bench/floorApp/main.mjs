// The least that Electron can do: one window over the whole screen with one page. What the kiosk is compared with.
import { app, BrowserWindow, Menu, screen } from 'electron';
import { join } from 'node:path';

app.disableHardwareAcceleration();
Menu.setApplicationMenu(null);
app.setPath('userData', join(process.env.HALL_DATA ?? '.', 'chromium'));
// Not awaited: Electron becomes ready only after this module has run.
void app.whenReady().then(() => {
  const window = new BrowserWindow({ ...screen.getPrimaryDisplay().bounds, frame: false });
  return window.loadFile(join(import.meta.dirname, `${process.env.FLOOR_PAGE}.html`));
});
