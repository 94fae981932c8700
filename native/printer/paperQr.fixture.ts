import jsQr from 'jsqr';
import type { Bitmap } from './bitmap.ts';
import { isBlack } from './bitmap.ts';

/** The text of the QR code on a paper, read by a program that knows nothing of ours; null when it finds none. */
export function paperQr(bitmap: Bitmap): string | null {
  const { widthDots, heightDots } = bitmap;
  const pixels = new Uint8ClampedArray(widthDots * heightDots * 4).fill(255);
  for (let y = 0; y < heightDots; y++)
    for (let x = 0; x < widthDots; x++)
      if (isBlack(bitmap, x, y)) pixels.fill(0, (y * widthDots + x) * 4, (y * widthDots + x) * 4 + 3);
  return jsQr(pixels, widthDots, heightDots)?.data ?? null;
}
