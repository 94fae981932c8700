import { type Bitmap, createBitmap, stamp } from './bitmap.ts';
import { bundledDrawing, type CanvasContext, toBitmap } from './drawing.ts';

/** Something the head left on paper, from its left upper corner in dots. */
export type PaperMark =
  | {
      readonly kind: 'character';
      readonly character: string;
      readonly x: number;
      readonly y: number;
      /** Cell of the character: 12 or 24 dots by 24, times its size. */
      readonly widthDots: number;
      readonly heightDots: number;
      readonly bold: boolean;
    }
  | { readonly kind: 'dots'; readonly bitmap: Bitmap; readonly scale: number; readonly x: number; readonly y: number };

/** A piece of paper that was cut off – or still hangs in the mouth. */
export type PrintedPaper = {
  readonly widthDots: 576 | 384;
  readonly heightDots: number;
  /** Text in the order it was printed, one entry for each printed line; drawn letters are not text. */
  readonly lines: readonly string[];
  /** Contents of codes that the printer itself drew (GS ( k). */
  readonly codes: readonly string[];
  readonly marks: readonly PaperMark[];
  readonly cut: 'full' | 'partial' | 'none';
};

/** The paper as dots: characters in a real font, one in each cell, and every raster image where it was printed. */
export async function paperBitmap(paper: PrintedPaper): Promise<Bitmap> {
  const drawing = await bundledDrawing();
  const canvas = drawing.canvas(paper.widthDots, paper.heightDots);
  const context = canvas.getContext('2d');
  const characters = paper.marks.filter(mark => mark.kind === 'character');
  const text = [...new Set(characters.map(mark => mark.character))].join('');
  const fonts = new Map<string, string>();
  for (const mark of characters) {
    const key = `${mark.heightDots} ${mark.bold}`;
    const sizePx = mark.heightDots * 0.92;
    const font = fonts.get(key) ?? (await drawing.fontFor({ text, sizePx, weight: mark.bold ? 750 : 450 }));
    fonts.set(key, font);
    context.font = font;
    drawInCell(context, mark);
  }
  const bitmap = characters.length > 0 ? toBitmap(canvas, 150) : createBitmap(paper.widthDots, paper.heightDots);
  for (const mark of paper.marks) if (mark.kind === 'dots') stamp(bitmap, mark.bitmap, mark);
  return bitmap;
}

function drawInCell(context: CanvasContext, mark: Extract<PaperMark, { kind: 'character' }>): void {
  context.save();
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  context.lang = 'zh-CN';
  if (mark.character === '─') {
    context.fillRect(mark.x, mark.y + mark.heightDots / 2 - 1, mark.widthDots, 2);
  } else {
    const { width } = context.measureText(mark.character);
    // As wide as the cell asks: printers stretch their dot patterns. Never wider than the cell.
    const upright = mark.character.codePointAt(0) ?? 0;
    const natural = upright < 0x80 ? mark.heightDots / 2 : mark.heightDots;
    const stretch = Math.min(mark.widthDots / natural, (mark.widthDots * 0.98) / Math.max(1, width));
    context.translate(mark.x + mark.widthDots / 2, mark.y + mark.heightDots * 0.84);
    context.scale(stretch, 1);
    context.fillText(mark.character, 0, 0);
  }
  context.restore();
}

/** The paper as a PNG, black on white, two pixels to a dot: letters stay sharp where it is shown larger. */
export async function paperPng(paper: PrintedPaper): Promise<Uint8Array> {
  const drawing = await bundledDrawing();
  return drawing.png(await paperBitmap(paper), 2);
}
