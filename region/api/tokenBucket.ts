/** Lets `burst` through at once and `perSecond` after that, per key. */
export type TokenBuckets = {
  /** 0 = go on; otherwise the seconds to wait. */
  take(key: string): number;
};

const mostKeys = 10_000;

/** Token buckets in memory. The oldest keys are forgotten above ten thousand, so a stranger cannot fill the memory. */
export function tokenBuckets(
  { burst, perSecond }: { burst: number; perSecond: number },
  now: () => number,
): TokenBuckets {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    take(key) {
      const atMs = now();
      const before = buckets.get(key) ?? { left: burst, atMs };
      const left = Math.min(burst, before.left + (Math.max(0, atMs - before.atMs) / 1000) * perSecond);
      buckets.delete(key);
      buckets.set(key, { left: left < 1 ? left : left - 1, atMs });
      const oldest = buckets.keys().next();
      if (buckets.size > mostKeys && oldest.done !== true) buckets.delete(oldest.value);
      return left < 1 ? Math.ceil((1 - left) / perSecond) : 0;
    },
  };
}
