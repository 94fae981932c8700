import { readFile } from 'node:fs/promises';
import type * as Canvas from '@napi-rs/canvas';
import { type Bitmap, blacken, createBitmap, isBlack } from './bitmap.ts';
import { bundledFontFolders, type FontFolders, type FontSlice, fontSlices, slicesFor } from './fontFiles.ts';

export type CanvasContext = Canvas.SKRSContext2D;

/** The drawing library with its fonts; made once per process and only when something has to be drawn. */
export type Drawing = {
  canvas(widthDots: number, heightDots: number): Canvas.Canvas;
  /** A CSS font for `text`: loads what is missing of the fonts (5–40 ms the first time). */
  fontFor(options: { text: string; sizePx: number; weight: number }): Promise<string>;
  png(bitmap: Bitmap, scale: number): Promise<Uint8Array>;
};

/**
 * Loads @napi-rs/canvas, 35 MB of native code that a station without a word to draw never needs.
 * Fonts are registered from bytes, so that they may lie inside of an archive.
 */
export async function loadDrawing(folders: FontFolders): Promise<Drawing> {
  const library = await import('@napi-rs/canvas');
  const slices = await fontSlices(folders);
  const loading = new Map<string, Promise<void>>();

  function load(slice: FontSlice): Promise<void> {
    const known = loading.get(slice.family);
    if (known !== undefined) return known;
    const started = register(slice);
    loading.set(slice.family, started);
    return started;
  }

  async function register(slice: FontSlice): Promise<void> {
    const bytes = await readFile(slice.path);
    if (!library.GlobalFonts.has(slice.family)) library.GlobalFonts.register(bytes, slice.family);
  }

  return {
    canvas: (widthDots, heightDots) => library.createCanvas(Math.max(1, widthDots), Math.max(1, heightDots)),
    async fontFor({ text, sizePx, weight }) {
      const needed = slicesFor(text, slices);
      await Promise.all(needed.map(load));
      return `${weight} ${sizePx}px ${needed.map(slice => `"${slice.family}"`).join(', ') || 'sans-serif'}`;
    },
    async png(bitmap, scale) {
      const canvas = library.createCanvas(bitmap.widthDots * scale, bitmap.heightDots * scale);
      const context = canvas.getContext('2d');
      const image = context.createImageData(canvas.width, canvas.height);
      image.data.fill(255);
      for (let y = 0; y < canvas.height; y++)
        for (let x = 0; x < canvas.width; x++) {
          const at = (y * canvas.width + x) * 4;
          if (isBlack(bitmap, Math.floor(x / scale), Math.floor(y / scale))) image.data.fill(0, at, at + 3);
        }
      context.putImageData(image, 0, 0);
      return new Uint8Array(await canvas.encode('png'));
    },
  };
}

let bundled: Promise<Drawing> | null = null;

/** The drawing library with the fonts installed beside the program; shared, since fonts are registered per process. */
export function bundledDrawing(): Promise<Drawing> {
  bundled ??= loadDrawing(bundledFontFolders());
  // A failed load is tried again next time.
  bundled.catch(() => {
    bundled = null;
  });
  return bundled;
}

/** Everything darker than `threshold` (0–255 of luminance on white) becomes a black dot. */
export function toBitmap(canvas: Canvas.Canvas, threshold: number): Bitmap {
  const { width, height } = canvas;
  const bitmap = createBitmap(width, height);
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // Only alpha is read: black is drawn on nothing, so alpha is how much of the dot is covered.
      if (255 - (data[(y * width + x) * 4 + 3] ?? 0) < threshold) blacken(bitmap, x, y);
    }
  return bitmap;
}
