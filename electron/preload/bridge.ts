/**
 * All that the kiosk page gets from the shell. Everything else goes over `hall://kiosk/api/…`.
 *
 * The page calls `heartbeat()` once a second (`setInterval`, never an animation frame) for as long as a screen is mounted, and stops when its error
 * boundary has caught something. A beat only counts while `#root` shows something and the address is still `hall://kiosk/`;
 * after three seconds without one the shell brings the home page back.
 */
export type KioskBridge = { heartbeat(): void };

/** The one channel from the page to main. */
export const HEARTBEAT_CHANNEL = 'hall:heartbeat';

declare global {
  interface Window {
    /** Absent when the page is opened in an ordinary browser during development. */
    readonly hallKiosk?: KioskBridge;
  }
}
