import { type Hlc, hlcSchema } from './event.ts';

/** Orders two clock readings; decimal strings of different length compare by length first. */
export function compareHlc(a: Hlc, b: Hlc): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Wall-clock part of a clock reading, UTC epoch ms. */
export function hlcToMs(hlc: Hlc): number {
  return Number(BigInt(hlc) >> 16n);
}

/** The first clock reading of an instant. */
export function hlcAtMs(epochMs: number): Hlc {
  return hlcSchema.parse(String(BigInt(epochMs) << 16n));
}
