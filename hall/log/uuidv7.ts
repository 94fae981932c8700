import type { RandomBytes } from './sources.ts';

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** UUID version 7 (RFC 9562 §5.7): 48 bits of `epochMs`, the rest random, so that ids of one time lie together in an index. */
export function uuidv7({ epochMs, random }: { epochMs: number; random: RandomBytes }): string {
  const bytes = random(16).slice(0, 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const time = Math.max(0, Math.floor(epochMs));
  view.setUint32(0, Math.floor(time / 0x1_0000) >>> 0);
  view.setUint16(4, time % 0x1_0000);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  let hex = '';
  for (const byte of bytes) hex += hexOf[byte];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
