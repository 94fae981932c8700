/** What the shell offers to the page (electron/preload/bridge.ts); missing in an ordinary browser. */
type KioskShell = { heartbeat?: () => void };

const beatMs = 1000;

/**
 * Tells the shell once a second that this page lives. Not from an animation frame, which sleeps in a covered window; the shell
 * counts a beat only while the page shows something, and React empties the page when a screen fails.
 */
export function startHeartbeat(): void {
  const shell = (window as { hallKiosk?: KioskShell }).hallKiosk;
  if (shell?.heartbeat === undefined) return;
  shell.heartbeat();
  setInterval(() => shell.heartbeat?.(), beatMs);
}
