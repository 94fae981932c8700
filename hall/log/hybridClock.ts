import { type Hlc, hlcSchema } from '../domain/event.ts';

/** No reading may run further ahead of trusted time than this (sync design: clock skew). */
export const maxAheadMs = 10 * 60 * 1000;

const counterBits = 16n;

/** The reading of a clock that has seen nothing yet. */
export const zeroHlc: Hlc = hlcSchema.parse('0');

/** Reading made of a time (UTC epoch ms) and a counter. */
export function hlcAt(epochMs: number, counter = 0): Hlc {
  return hlcSchema.parse(((BigInt(Math.max(0, Math.floor(epochMs))) << counterBits) | BigInt(counter)).toString());
}

/**
 * The next own reading: later than the last one, and never more than ten minutes ahead of the wall clock. When the wall
 * clock was set back by more, the reading follows it: a clock that was wrong once must not date every later event.
 */
export function tickHlc(last: Hlc, nowMs: number): Hlc {
  const now = BigInt(hlcAt(nowMs));
  const next = BigInt(last) + 1n;
  if (next < now || next > BigInt(hlcAt(nowMs + maxAheadMs))) return hlcSchema.parse(now.toString());
  return hlcSchema.parse(next.toString());
}

/** What the own clock has seen after a foreign reading. One that is too far ahead is kept in its event, but not followed. */
export function absorbHlc({ last, remote, nowMs }: { last: Hlc; remote: Hlc; nowMs: number }): Hlc {
  const foreign = BigInt(remote);
  if (foreign > BigInt(hlcAt(nowMs + maxAheadMs))) return last;
  return foreign > BigInt(last) ? remote : last;
}
