import { encode } from 'uqr';
import { type Bitmap, blacken, createBitmap } from './bitmap.ts';
import type { QrLevel } from './slip.ts';

/** A QR code with one dot per module and without its quiet zone, or null when the text is too long for any version. */
export function qrBitmap(text: string, level: QrLevel): Bitmap | null {
  let modules: boolean[][];
  try {
    modules = encode(text, { ecc: level, boostEcc: false, border: 0 }).data;
  } catch {
    // uqr says "too long" only by throwing.
    return null;
  }
  const bitmap = createBitmap(modules.length, modules.length);
  modules.forEach((row, y) => row.forEach((black, x) => black && blacken(bitmap, x, y)));
  return bitmap;
}
