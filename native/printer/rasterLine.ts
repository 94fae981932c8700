import { type Bitmap, crop, inkBox } from './bitmap.ts';
import { type CanvasContext, type Drawing, toBitmap } from './drawing.ts';
import { drawableText, pieces } from './printable.ts';
import type { SlipDirection } from './slip.ts';

/** A drawn row: the ink itself and the white rows around it, which are fed instead of sent. */
export type DrawnRow = { readonly ink: Bitmap; readonly aboveDots: number; readonly belowDots: number };

export type DrawRequest = {
  readonly text: string;
  readonly size: { readonly w: number; readonly h: number };
  readonly bold: boolean;
  readonly direction: SlipDirection;
  readonly language: string;
  readonly widthDots: number;
};

/** Arabic letters are small in their em: 29 dots look as tall as 24-dot Chinese. */
const arabicEmDots = 29;
const otherEmDots = 24;
/** Thermal paper bleeds little; regular weight at 8 dots/mm is too thin for elderly eyes. */
const regularWeight = 500;
const boldWeight = 750;
/** A dot that is covered by a third is black: with a half, thin joins between Arabic letters break. */
const inkThreshold = 170;
/** Room for marks above and below: Noto Sans Arabic needs up to 2.1 em. */
const ascentEm = 1.5;
const descentEm = 1;
/** What a line takes on paper when no mark is taller. */
const lineAscentEm = 1.05;
const lineDescentEm = 0.45;

/** A piece without a right-to-left letter is read from the left wherever it stands: a date, a phone number. */
function inItsOwnOrder(text: string): string {
  return rightToLeft.test(text) ? text : `\u2066${text}\u2069`;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const arabicScript = /\p{Script=Arabic}/u;

function emDots(text: string): number {
  return arabicScript.test(text) ? arabicEmDots : otherEmDots;
}

type Pen = { context: CanvasContext; sizePx: number; stretch: number };

async function penFor(drawing: Drawing, request: DrawRequest): Promise<Pen> {
  const sizePx = emDots(request.text) * request.size.h;
  const context = drawing.canvas(8, 8).getContext('2d');
  await dress({ context, drawing, request, sizePx });
  return { context, sizePx, stretch: request.size.w / request.size.h };
}

async function dress(options: {
  context: CanvasContext;
  drawing: Drawing;
  request: DrawRequest;
  sizePx: number;
}): Promise<void> {
  const { context, drawing, request, sizePx } = options;
  const weight = request.bold ? boldWeight : regularWeight;
  context.font = await drawing.fontFor({ text: request.text, sizePx, weight });
  // Without it the order of clauses in Uyghur with numbers is wrong.
  context.direction = request.direction;
  context.lang = request.language;
  context.textBaseline = 'alphabetic';
  context.fillStyle = '#000';
}

/** Draws `text`, on as many rows as it needs; the ink is trimmed to a multiple of eight dots in width. */
export async function rasterLine(drawing: Drawing, request: DrawRequest): Promise<DrawnRow[]> {
  const whole = { ...request, text: drawableText(request.text).trim() };
  const pen = await penFor(drawing, whole);
  const rows: DrawnRow[] = [];
  for (const text of wrap({ text: whole.text, pen, widthDots: whole.widthDots })) {
    const widthDots = Math.min(whole.widthDots, Math.ceil(widthOf(text, pen)) + pen.sizePx);
    rows.push(
      await drawRow({ drawing, request: { ...whole, text }, widthDots, texts: [{ text, at: 'center' }], trim: true }),
    );
  }
  return rows;
}

/** Draws two texts at the edges of one row of the full width, or null when they do not fit beside each other. */
export async function rasterColumns(
  drawing: Drawing,
  request: Omit<DrawRequest, 'text'> & { start: string; end: string },
): Promise<DrawnRow | null> {
  const start = drawableText(request.start).trim();
  const end = drawableText(request.end).trim();
  const both = { ...request, text: start + end };
  const pen = await penFor(drawing, both);
  if (widthOf(start, pen) + widthOf(end, pen) + pen.sizePx / 2 > request.widthDots) return null;
  const rtl = request.direction === 'rtl';
  const texts: PlacedText[] = [
    { text: start, at: rtl ? 'right' : 'left' },
    { text: end, at: rtl ? 'left' : 'right' },
  ];
  return drawRow({ drawing, request: both, widthDots: request.widthDots, texts, trim: false });
}

type PlacedText = { text: string; at: 'left' | 'center' | 'right' };

async function drawRow(options: {
  drawing: Drawing;
  request: DrawRequest;
  widthDots: number;
  texts: readonly PlacedText[];
  trim: boolean;
}): Promise<DrawnRow> {
  const { drawing, request, widthDots, texts, trim } = options;
  const sizePx = emDots(request.text) * request.size.h;
  const baseline = Math.ceil(sizePx * ascentEm);
  const canvas = drawing.canvas(widthDots, baseline + Math.ceil(sizePx * descentEm));
  const context = canvas.getContext('2d');
  await dress({ context, drawing, request, sizePx });
  const stretch = request.size.w / request.size.h;
  context.scale(stretch, 1);
  for (const { text, at } of texts) {
    context.textAlign = at;
    const x = at === 'left' ? 0 : at === 'right' ? widthDots : widthDots / 2;
    context.fillText(inItsOwnOrder(text), x / stretch, baseline);
  }
  const picture = toBitmap(canvas, inkThreshold);
  const box = inkBox(picture);
  const above = Math.round(sizePx * lineAscentEm);
  const below = Math.round(sizePx * lineDescentEm);
  if (box === null)
    return { ink: crop(picture, { left: 0, top: 0, right: 8, bottom: 1 }), aboveDots: above, belowDots: below };
  return {
    ink: crop(picture, { ...(trim ? widened(box) : { left: 0, right: widthDots }), top: box.top, bottom: box.bottom }),
    aboveDots: Math.max(0, box.top - (baseline - above)),
    belowDots: Math.max(0, baseline + below - box.bottom),
  };
}

/** A box of whole bytes with the same middle. */
function widened(box: { left: number; right: number }): { left: number; right: number } {
  const missing = (8 - ((box.right - box.left) & 7)) & 7;
  const left = box.left - (missing >> 1);
  return { left, right: box.right + missing - (missing >> 1) };
}

function widthOf(text: string, pen: Pen): number {
  return pen.context.measureText(text).width * pen.stretch;
}

function wrap(options: { text: string; pen: Pen; widthDots: number }): string[] {
  const { text, pen, widthDots } = options;
  const rows: string[] = [];
  let row = '';
  for (const piece of pieces(text)) {
    if (row !== '' && widthOf((row + piece).trimEnd(), pen) > widthDots) {
      rows.push(row.trimEnd());
      row = '';
    }
    row += piece;
    while (widthOf(row.trimEnd(), pen) > widthDots && row.length > 1) {
      const fitting = fittingStart({ text: row, pen, widthDots });
      rows.push(row.slice(0, fitting));
      row = row.slice(fitting);
    }
  }
  if (row.trim() !== '' || rows.length === 0) rows.push(row.trimEnd());
  return rows;
}

/** How many characters of a word that is wider than the paper go on this row; never inside a surrogate pair. */
function fittingStart(options: { text: string; pen: Pen; widthDots: number }): number {
  let length = 0;
  for (const character of options.text) {
    const next = length + character.length;
    if (length > 0 && widthOf(options.text.slice(0, next), options.pen) > options.widthDots) break;
    length = next;
  }
  return length;
}
