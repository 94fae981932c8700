import { contextBridge, ipcRenderer } from 'electron';
import { HEARTBEAT_CHANNEL, type KioskBridge } from './bridge.ts';

/** A page whose script runs but whose picture is gone is as dead as a hung one, so emptiness is judged here, out of the page's reach. */
function showsSomething(): boolean {
  const screen = document.getElementById('root')?.firstElementChild;
  return screen !== null && screen !== undefined && screen.getBoundingClientRect().height > 0;
}

const bridge: KioskBridge = {
  heartbeat() {
    if (showsSomething()) ipcRenderer.send(HEARTBEAT_CHANNEL);
  },
};

contextBridge.exposeInMainWorld('hallKiosk', bridge);
