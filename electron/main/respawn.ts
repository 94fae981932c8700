const SHORTEST_MS = 100;
/** A child that had worked is wanted back within a second, however often it is killed; 0.4 s leaves time for its start. */
const LONGEST_AFTER_WORK_MS = 400;
const LONGEST_MS = 30_000;
const STABLE_AFTER_MS = 30_000;

/** How long to wait before a child that ended is started again: 0.1 s, doubling; to 30 s for one that never became ready. */
export class Respawn {
  #nextMs = SHORTEST_MS;

  /**
   * @param life.livedMs how long the child that just ended had been running
   * @param life.wasReady whether it had answered requests before it ended
   */
  waitMs(life: { livedMs: number; wasReady: boolean }): number {
    if (life.livedMs >= STABLE_AFTER_MS) this.#nextMs = SHORTEST_MS;
    const wait = Math.min(this.#nextMs, life.wasReady ? LONGEST_AFTER_WORK_MS : LONGEST_MS);
    this.#nextMs = Math.min(wait * 2, LONGEST_MS);
    return wait;
  }
}
