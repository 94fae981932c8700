/** Black dots on paper: rows of `strideOf(width)` bytes, leftmost dot in the highest bit, 1 = black. */
export type Bitmap = { readonly widthDots: number; readonly heightDots: number; readonly bytes: Uint8Array };

export function strideOf(widthDots: number): number {
  return (widthDots + 7) >> 3;
}

export function createBitmap(widthDots: number, heightDots: number): Bitmap {
  return { widthDots, heightDots, bytes: new Uint8Array(strideOf(widthDots) * heightDots) };
}

export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return false;
  return (((bitmap.bytes[y * strideOf(bitmap.widthDots) + (x >> 3)] ?? 0) << (x & 7)) & 0x80) !== 0;
}

export function blacken(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return;
  const at = y * strideOf(bitmap.widthDots) + (x >> 3);
  bitmap.bytes[at] = (bitmap.bytes[at] ?? 0) | (0x80 >> (x & 7));
}

/** Copies the black dots of `source`, each as a square of `scale` dots, with its left upper corner at x, y. */
export function stamp(target: Bitmap, source: Bitmap, place: { x: number; y: number; scale: number }): void {
  for (let y = 0; y < source.heightDots; y++)
    for (let x = 0; x < source.widthDots; x++) {
      if (!isBlack(source, x, y)) continue;
      for (let dy = 0; dy < place.scale; dy++)
        for (let dx = 0; dx < place.scale; dx++)
          blacken(target, place.x + x * place.scale + dx, place.y + y * place.scale + dy);
    }
}

export type InkBox = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The smallest box around all black dots (right and bottom exclusive), or null on empty paper. */
export function inkBox(bitmap: Bitmap): InkBox | null {
  let left = bitmap.widthDots;
  let right = 0;
  let top = -1;
  let bottom = 0;
  for (let y = 0; y < bitmap.heightDots; y++)
    for (let x = 0; x < bitmap.widthDots; x++)
      if (isBlack(bitmap, x, y)) {
        if (top < 0) top = y;
        bottom = y + 1;
        if (x < left) left = x;
        if (x >= right) right = x + 1;
      }
  return top < 0 ? null : { left, top, right, bottom };
}

/** Cuts out a box; parts outside of the source stay white. */
export function crop(source: Bitmap, box: InkBox): Bitmap {
  const out = createBitmap(box.right - box.left, box.bottom - box.top);
  for (let y = 0; y < out.heightDots; y++)
    for (let x = 0; x < out.widthDots; x++) if (isBlack(source, box.left + x, box.top + y)) blacken(out, x, y);
  return out;
}

/**
 * The same picture without 10 04, 10 05 and 10 14 in its bytes. Printers obey these real-time commands (DLE EOT, DLE ENQ,
 * DLE DC4) also inside image data; one more dot beside a black one is not seen.
 */
export function withoutRealTimeCommands(bytes: Uint8Array): Uint8Array {
  const safe = bytes.slice();
  for (let i = 0; i + 1 < safe.length; i++) {
    const next = safe[i + 1];
    if (safe[i] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) safe[i] = 0x18;
  }
  return safe;
}
