import { app } from 'electron';
import type { ShellSettings } from './kioskSettings.ts';

/** Before `ready`: what Chromium itself has to be told. */
export function setChromiumSwitches(settings: ShellSettings): void {
  app.enableSandbox();
  // Without it the sixth crash of the GPU process ends the whole program ("GPU process isn't usable. Goodbye.").
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  // A page that eats memory dies in seconds instead of dragging the machine into swap; the heap is the page's, not the machine's.
  app.commandLine.appendSwitch('js-flags', '--max-old-space-size=512');
  // Play/pause keys and the desktop's media panel would reach past the key gate.
  app.commandLine.appendSwitch('disable-features', 'HardwareMediaKeyHandling,MediaSessionService');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  app.commandLine.appendSwitch('disable-pinch');
  // Calls are spoken without a touch having come before.
  app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
  if (!settings.hardwareAcceleration) app.disableHardwareAcceleration();
}
