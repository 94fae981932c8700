const SHORTEST_MS = 100;
const LONGEST_MS = 30_000;
const STABLE_AFTER_MS = 30_000;

/** How long to wait before a child that ended is started again: 0.1 s, doubling to 30 s; a child that lived long enough starts afresh. */
export class Respawn {
  #nextMs = SHORTEST_MS;

  /** @param livedMs how long the child that just ended had been running */
  waitMs(livedMs: number): number {
    if (livedMs >= STABLE_AFTER_MS) this.#nextMs = SHORTEST_MS;
    const wait = this.#nextMs;
    this.#nextMs = Math.min(wait * 2, LONGEST_MS);
    return wait;
  }
}
