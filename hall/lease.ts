import { leaseMs } from './domain/standby.ts';

/** When a stand-by takes over: the leading hub is silent, and somebody else has lost it as well. */
export type Lease = {
  /** The leading hub has answered. */
  heard(nowMs: number): void;
  /** A kiosk has come here, because it has lost the leading hub. */
  witnessed(nowMs: number): void;
  isOver(nowMs: number): boolean;
};

/** After a power cut the leading hub may need longer to start than this one. */
const firstLeaseMs = 60_000;
/** How long a kiosk's word counts: one that waits for a hanging hub comes by only every dozen seconds. */
const witnessMs = 15_000;
/** The next stand-by in line waits this much longer, so that two do not take over at once. */
const rankMs = 3_000;

/**
 * @param rank 0 = first in line
 * @param isAlone no kiosk could tell: silence alone is enough
 */
export function createLease(options: { startedMs: number; rank: () => number; isAlone: () => boolean }): Lease {
  let heardAt: number | null = null;
  let witnessedAt = Number.NEGATIVE_INFINITY;
  return {
    heard(nowMs) {
      heardAt = nowMs;
    },
    witnessed(nowMs) {
      witnessedAt = nowMs;
    },
    isOver(nowMs) {
      const silentMs = nowMs - (heardAt ?? options.startedMs);
      if (silentMs <= (heardAt === null ? firstLeaseMs : leaseMs) + options.rank() * rankMs) return false;
      return options.isAlone() || nowMs - witnessedAt <= witnessMs;
    },
  };
}
