import { err, ok, type Result } from '../kit/result.ts';
import { type Bitmap, createBitmap, stamp } from './bitmap.ts';
import type { Justification } from './commands.ts';
import type { Drawing } from './drawing.ts';
import { columnsOf, isSpellable, printableText, wrapColumns } from './printable.ts';
import { qrBitmap } from './qrBitmap.ts';
import { type DrawnRow, rasterColumns, rasterLine } from './rasterLine.ts';
import {
  paperWidthDots,
  type QrLevel,
  type SlipColumnsLine,
  type SlipDocument,
  type SlipLine,
  type SlipQrLine,
  type SlipTextLine,
  sizeFactors,
} from './slip.ts';

/** One row as it lies on paper. `chars` are the printer's own characters; everything else is dots. */
export type LaidRow =
  | {
      readonly kind: 'chars';
      readonly text: string;
      readonly size: { readonly w: number; readonly h: number };
      readonly bold: boolean;
      readonly justify: Justification;
      readonly heightDots: number;
    }
  | {
      readonly kind: 'dots';
      readonly bitmap: Bitmap;
      /** Each dot of the bitmap is this many dots wide and high on paper. */
      readonly scale: 1 | 2;
      readonly justify: Justification;
      readonly heightDots: number;
    }
  | {
      readonly kind: 'qr';
      readonly text: string;
      readonly moduleDots: number;
      readonly level: QrLevel;
      readonly justify: Justification;
      readonly heightDots: number;
    }
  | { readonly kind: 'gap'; readonly heightDots: number };

/** `qr-too-long`: no QR code holds the text. `drawing-failed`: the canvas or a font is missing. */
export type LayoutFailure = 'qr-too-long' | 'drawing-failed';

export type LayoutOptions = {
  /** Called only when a line needs drawing, which is what loads the canvas. */
  drawing: () => Promise<Drawing>;
  /** `command`: the printer draws QR codes by itself (GS ( k); `dots`: works on every printer. */
  qr: 'command' | 'dots';
};

export const dotsPerMm = 8;
/** Font A is 12 dots wide. */
const columnDots = 12;
/** ESC 2: a sixth of an inch from line to line. */
const lineSpacingDots = 34;
/** Four modules of white belong to a QR code. */
const quietModules = 4;

/** Lays a slip out for its paper: wraps, decides line by line between text and dots, and draws what must be drawn. */
export async function layoutSlip(
  slip: SlipDocument,
  options: LayoutOptions,
): Promise<Result<LaidRow[], LayoutFailure>> {
  const rows: LaidRow[] = [];
  for (const line of slip.lines) {
    const laid = await layoutLine({ line, widthDots: paperWidthDots(slip.widthMm), options });
    if (!laid.ok) return laid;
    rows.push(...laid.value);
  }
  return ok(rows);
}

type LineRequest<L> = { line: L; widthDots: number; options: LayoutOptions };

async function layoutLine(request: LineRequest<SlipLine>): Promise<Result<LaidRow[], LayoutFailure>> {
  const { line, widthDots, options } = request;
  const columns = Math.floor(widthDots / columnDots);
  switch (line.kind) {
    case 'feed':
      return ok([{ kind: 'gap', heightDots: Math.max(0, Math.round(line.mm * dotsPerMm)) }]);
    case 'rule':
      // Box-drawing characters join to an unbroken line and cost two bytes for 24 dots.
      return ok([charsRow(line.style === 'solid' ? '─'.repeat(columns >> 1) : '-'.repeat(columns), plain)]);
    case 'qr':
      return layoutQr({ line, widthDots, options });
    case 'text':
      return layoutText({ line, widthDots, options });
    default:
      return layoutColumns({ line, widthDots, options });
  }
}

const plain = { size: { w: 1, h: 1 }, bold: false, justify: 'left' } as const;

function charsRow(
  text: string,
  style: { size: { w: number; h: number }; bold: boolean; justify: Justification },
): LaidRow {
  const { size, bold, justify } = style;
  return { kind: 'chars', text, size, bold, justify, heightDots: Math.max(lineSpacingDots, 24 * size.h) };
}

async function layoutText({
  line,
  widthDots,
  options,
}: LineRequest<SlipTextLine>): Promise<Result<LaidRow[], LayoutFailure>> {
  const size = sizeFactors(line.size);
  const justify = justificationOf(line.align, line.direction);
  const text = printableText(line.text).trim();
  if (text === '') return ok([{ kind: 'gap', heightDots: Math.max(lineSpacingDots, 24 * size.h) }]);
  if (isSpellable(text)) {
    const columns = Math.max(2, Math.floor(widthDots / (columnDots * size.w)));
    return ok(wrapColumns(text, columns).map(row => charsRow(row, { size, bold: line.bold, justify })));
  }
  const { bold, direction, language } = line;
  const drawn = await draw(options, drawing =>
    rasterLine(drawing, { text: line.text, size, bold, direction, language, widthDots }),
  );
  return drawn.ok ? ok(drawn.value.flatMap(row => drawnRows(row, justify))) : drawn;
}

async function layoutColumns({
  line,
  widthDots,
  options,
}: LineRequest<SlipColumnsLine>): Promise<Result<LaidRow[], LayoutFailure>> {
  const { bold, direction, language } = line;
  const size = sizeFactors(line.size);
  const start = printableText(line.start).trim();
  const end = printableText(line.end).trim();
  if (isSpellable(start + end)) {
    const columns = Math.floor(widthDots / (columnDots * size.w));
    const between = columns - columnsOf(start) - columnsOf(end);
    if (between >= 1) {
      const [left, right] = direction === 'rtl' ? [end, start] : [start, end];
      return ok([charsRow(left + ' '.repeat(between) + right, { size, bold, justify: 'left' })]);
    }
  } else {
    const drawn = await draw(options, drawing =>
      rasterColumns(drawing, { start: line.start, end: line.end, size, bold, direction, language, widthDots }),
    );
    if (!drawn.ok) return drawn;
    if (drawn.value !== null) return ok(drawnRows(drawn.value, 'left'));
  }
  const rows: LaidRow[] = [];
  for (const [text, align] of [
    [line.start, 'start'],
    [line.end, 'end'],
  ] as const) {
    const half: SlipTextLine = { kind: 'text', text, align, size: line.size, bold, direction, language };
    const laid = await layoutText({ line: half, widthDots, options });
    if (!laid.ok) return laid;
    rows.push(...laid.value);
  }
  return ok(rows);
}

function layoutQr({ line, widthDots, options }: LineRequest<SlipQrLine>): Result<LaidRow[], LayoutFailure> {
  const modules = qrBitmap(line.text, line.level);
  if (modules === null) return err('qr-too-long');
  const fitting = Math.floor(widthDots / (modules.widthDots + 2 * quietModules));
  const moduleDots = Math.max(1, Math.min(16, Math.round(line.moduleDots), fitting));
  const justify = justificationOf(line.align, 'ltr');
  const heightDots = modules.heightDots * moduleDots;
  const quiet: LaidRow = { kind: 'gap', heightDots: quietModules * moduleDots };
  if (options.qr === 'command') {
    return ok([quiet, { kind: 'qr', text: line.text, moduleDots, level: line.level, justify, heightDots }, quiet]);
  }
  // Doubled by the printer (GS v 0, m = 3), a code of even modules costs a quarter of the bytes.
  const scale = moduleDots % 2 === 0 ? 2 : 1;
  const bitmap = createBitmap(heightDots / scale, heightDots / scale);
  stamp(bitmap, modules, { x: 0, y: 0, scale: moduleDots / scale });
  return ok([quiet, { kind: 'dots', bitmap, scale, justify, heightDots }, quiet]);
}

function drawnRows(row: DrawnRow, justify: Justification): LaidRow[] {
  return [
    { kind: 'gap', heightDots: row.aboveDots },
    { kind: 'dots', bitmap: row.ink, scale: 1, justify, heightDots: row.ink.heightDots },
    { kind: 'gap', heightDots: row.belowDots },
  ];
}

async function draw<T>(
  options: LayoutOptions,
  work: (drawing: Drawing) => Promise<T>,
): Promise<Result<T, LayoutFailure>> {
  try {
    return ok(await work(await options.drawing()));
  } catch {
    // No canvas for this processor or a font file gone: the slip cannot be printed, the program goes on.
    return err('drawing-failed');
  }
}

function justificationOf(align: SlipTextLine['align'], direction: SlipTextLine['direction']): Justification {
  if (align === 'center') return 'center';
  return (align === 'start') === (direction === 'ltr') ? 'left' : 'right';
}
