import { contextBridge, ipcRenderer } from 'electron';
import { HEARTBEAT_CHANNEL, type KioskBridge } from './bridge.ts';

/** A page whose script runs but whose picture is gone is as dead as a hung one, so emptiness is judged here, out of the page's reach. */
function showsSomething(): boolean {
  const screen = document.getElementById('root')?.firstElementChild;
  return screen !== null && screen !== undefined && screen.getBoundingClientRect().height > 0;
}

function beat(): boolean {
  if (!showsSomething()) return false;
  ipcRenderer.send(HEARTBEAT_CHANNEL);
  return true;
}

/** React draws a little after the page's first beat; without this main would learn of the drawn page only a second later. */
function beatWhenDrawn(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  const observer = new MutationObserver(() => {
    if (beat()) observer.disconnect();
  });
  observer.observe(root, { childList: true });
}

let waitedForDrawing = false;

const bridge: KioskBridge = {
  heartbeat() {
    if (beat() || waitedForDrawing) return;
    waitedForDrawing = true;
    beatWhenDrawn();
  },
};

contextBridge.exposeInMainWorld('hallKiosk', bridge);
