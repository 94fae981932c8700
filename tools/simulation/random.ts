import type { RandomBytes } from '../../hall/log/sources.ts';

/** Chance of one run. The same seed gives the same answers in the same order. */
export type Chance = {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [low, high]. */
  between(low: number, high: number): number;
  happens(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  bytes: RandomBytes;
  /** UUID of version 4 shape (RFC 9562). */
  uuid(): string;
};

/** Seeded numbers (mulberry32). */
export function createChance(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  function word(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const next = () => word() / 0x1_0000_0000;
  const bytes: RandomBytes = count => Uint8Array.from({ length: count }, () => word() & 0xff);
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: probability => next() < probability,
    pick(choices) {
      const chosen = choices[Math.floor(next() * choices.length)];
      if (chosen === undefined) throw new RangeError('nothing to choose from');
      return chosen;
    },
    bytes,
    uuid() {
      const raw = bytes(16);
      raw[6] = 0x40 | ((raw[6] ?? 0) & 0x0f);
      raw[8] = 0x80 | ((raw[8] ?? 0) & 0x3f);
      const hex = [...raw].map(byte => byte.toString(16).padStart(2, '0')).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
