import type { WebContents } from 'electron';
import { report } from './mainLog.ts';

const ATTACH_AGAIN_MS = 100;

/**
 * Keeps the file dialog of the operating system shut. `<input type=file>` opens it even in a hardened window and no event of Electron
 * fires (electron#32671); only the debugging protocol intercepts it. The setting survives a crash of the page, but not a detached debugger.
 */
export function keepFileChooserShut(contents: WebContents): void {
  const attach = (): void => {
    if (contents.isDestroyed()) return;
    try {
      if (!contents.debugger.isAttached()) contents.debugger.attach('1.3');
    } catch {
      setTimeout(attach, ATTACH_AGAIN_MS);
      return;
    }
    shut();
  };
  const shut = (): void => {
    contents.debugger
      .sendCommand('Page.enable')
      .then(() => contents.debugger.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true }))
      .catch(() => setTimeout(attach, ATTACH_AGAIN_MS));
  };
  contents.debugger.on('detach', () => setTimeout(attach, ATTACH_AGAIN_MS));
  contents.debugger.on('message', (_event, method) => {
    if (method === 'Page.fileChooserOpened') report({ is: 'page.refused', what: 'window' });
  });
  contents.on('render-process-gone', () => setTimeout(attach, ATTACH_AGAIN_MS));
  attach();
}
