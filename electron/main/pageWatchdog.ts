/** What has to be done about the page now. */
export type PageRemedy = 'none' | 'loadHome' | 'openNewWindow' | 'restartKiosk';

const BEAT_LIMIT_MS = 3_000;
/** The first load after a start, from a slow and cold disk, gets more time for its first beat; a later one is warm. */
const START_LIMIT_MS = 10_000;
const LOAD_LIMIT_MS = 5_000;
/** `tick` comes every half second; a longer gap means that this process itself was stopped, and the page is not to blame. */
const OWN_PAUSE_MS = 2_000;
const MEMORY_MS = 60_000;
const NEW_WINDOW_AT = 5;
const RESTART_AT = 10;

/**
 * Decides when the page has to be brought back, from its beats alone: `unresponsive` of Electron fires only after somebody has touched a hung page, and
 * `about:blank` is seen by no navigation event. All times are of one monotonic clock, in ms.
 */
export class PageWatchdog {
  #limitMs = START_LIMIT_MS;
  #drawn = false;
  #everDrawn = false;
  #signAtMs: number;
  #tickAtMs: number;
  #failuresAtMs: number[] = [];

  constructor(nowMs: number) {
    this.#signAtMs = nowMs;
    this.#tickAtMs = nowMs;
  }

  /** The home page is being loaded. */
  loading(nowMs: number): void {
    this.#signAtMs = nowMs;
    this.#drawn = false;
    this.#limitMs = this.#everDrawn ? LOAD_LIMIT_MS : START_LIMIT_MS;
  }

  /** @returns true for the first beat after a load: the page is drawn */
  beat(nowMs: number): boolean {
    const first = !this.#drawn;
    this.#drawn = true;
    this.#everDrawn = true;
    this.#signAtMs = nowMs;
    this.#limitMs = BEAT_LIMIT_MS;
    return first;
  }

  tick(nowMs: number): PageRemedy {
    if (nowMs - this.#tickAtMs > OWN_PAUSE_MS) this.#signAtMs = nowMs;
    this.#tickAtMs = nowMs;
    return nowMs - this.#signAtMs > this.#limitMs ? this.failed(nowMs) : 'none';
  }

  /** The page ended, hangs or cannot be loaded. What fails again and again gets the bigger remedy. */
  failed(nowMs: number): PageRemedy {
    this.#failuresAtMs = [...this.#failuresAtMs.filter(at => nowMs - at < MEMORY_MS), nowMs];
    const count = this.#failuresAtMs.length;
    if (count >= RESTART_AT) return 'restartKiosk';
    return count === NEW_WINDOW_AT ? 'openNewWindow' : 'loadHome';
  }
}
