/** Slows down whoever asks too often, by address: a bucket that fills again with time. */
export type AddressPace = {
  /** Takes one from the bucket; 0 = go on, else seconds to wait. */
  take(address: string): number;
};

/** Addresses of a hall and its phones; beyond that the oldest is forgotten. */
const mostAddresses = 2_000;

export function createAddressPace(ports: { perMinute: number; now: () => number }): AddressPace {
  const { perMinute, now } = ports;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(address) {
      const before = buckets.get(address) ?? { left: perMinute, at: now() };
      const passedMs = Math.max(0, now() - before.at);
      const left = Math.min(perMinute, before.left + (passedMs * perMinute) / 60_000);
      buckets.delete(address);
      buckets.set(address, { left: left >= 1 ? left - 1 : left, at: now() });
      const oldest = buckets.keys().next();
      if (buckets.size > mostAddresses && oldest.done !== true) buckets.delete(oldest.value);
      return left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / perMinute);
    },
  };
}
