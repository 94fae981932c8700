/**
 * Runs `attempt` until it succeeds, waiting between tries: downloads fail for seconds, not for ever.
 * @template T
 * @param {() => Promise<T>} attempt
 * @param {{ waitsMs: readonly number[], pause: (ms: number) => Promise<void>, onFailure: (error: unknown, nextTryInMs: number) => void }} plan
 *   one more try than there are waits
 * @returns {Promise<T>} what the first successful try gave
 * @throws what the last try threw
 */
export async function retry(attempt, plan) {
  for (const waitMs of plan.waitsMs) {
    try {
      return await attempt();
    } catch (error) {
      plan.onFailure(error, waitMs);
      await plan.pause(waitMs);
    }
  }
  return attempt();
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Three tries in all. */
export const DOWNLOAD_WAITS_MS = [2_000, 8_000];
