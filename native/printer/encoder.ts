import { strideOf } from './bitmap.ts';
import {
  automaticStatusOn,
  characterSize,
  emphasis,
  feedAndCut,
  feedDots,
  initialise,
  type Justification,
  joinBytes,
  justify,
  kanjiOn,
  lineFeed,
  plainAscii,
  qrPrint,
  qrStore,
  rasterBand,
} from './commands.ts';
import { dotsPerMm, type LaidRow } from './layout.ts';
import { spellText } from './printable.ts';

/** Complete commands that a printer can hold all at once, and how much paper they move. */
export type PrintSegment = { readonly bytes: Uint8Array; readonly paperMm: number };

/**
 * A segment with its fence stays below half of the 4 KB that printers buffer: the operating system never blocks on a
 * full printer, and so its "paper out" is always heard.
 */
export const maxSegmentBytes = 2048;
/** Room for the fence or process id behind a segment. */
const closingBytes = 16;
/** Rows of one raster command. */
const bandRows = 24;
/** From the head to the cutter, about, plus the tail after the last line. */
const cutFeedMm = 18;
const tailDots = 16;

/** Turns rows into segments of whole commands; the first prepares the printer, the last cuts. */
export function encodeRows(rows: readonly LaidRow[]): PrintSegment[] {
  const segments: PrintSegment[] = [];
  let parts: Uint8Array[] = [];
  let size = 0;
  let dots = 0;

  function put(bytes: Uint8Array, heightDots: number): void {
    if (size + bytes.length > maxSegmentBytes - closingBytes) close();
    parts.push(bytes);
    size += bytes.length;
    dots += heightDots;
  }

  function close(): void {
    if (size > 0) segments.push({ bytes: joinBytes(parts), paperMm: dots / dotsPerMm });
    parts = [];
    size = 0;
    dots = 0;
  }

  put(joinBytes([initialise, kanjiOn, plainAscii, automaticStatusOn]), 0);
  const style = createStyle();
  for (const row of rows) {
    for (const command of encodeRow(row, style)) put(command.bytes, command.heightDots);
  }
  put(feedAndCut(tailDots), cutFeedMm * dotsPerMm);
  close();
  return segments;
}

/** Remembers what the printer was told, so that nothing is said twice. */
type Style = {
  toJustify(where: Justification): Uint8Array;
  toText(size: { w: number; h: number }, bold: boolean): Uint8Array;
};

function createStyle(): Style {
  let justification: Justification = 'left';
  let size = { w: 1, h: 1 };
  let bold = false;
  return {
    toJustify(where) {
      if (where === justification) return new Uint8Array();
      justification = where;
      return justify(where);
    },
    toText(nextSize, nextBold) {
      const parts: Uint8Array[] = [];
      if (nextSize.w !== size.w || nextSize.h !== size.h) parts.push(characterSize(nextSize));
      if (nextBold !== bold) parts.push(emphasis(nextBold));
      size = nextSize;
      bold = nextBold;
      return joinBytes(parts);
    },
  };
}

type Command = { bytes: Uint8Array; heightDots: number };

function encodeRow(row: LaidRow, style: Style): Command[] {
  switch (row.kind) {
    case 'gap':
      return row.heightDots > 0 ? [{ bytes: feedDots(row.heightDots), heightDots: row.heightDots }] : [];
    case 'chars': {
      const head = [style.toJustify(row.justify), style.toText(row.size, row.bold)];
      return [{ bytes: joinBytes([...head, spellText(row.text), lineFeed]), heightDots: row.heightDots }];
    }
    case 'qr': {
      const bytes = joinBytes([style.toJustify(row.justify), qrStore(row), qrPrint]);
      return [{ bytes, heightDots: row.heightDots }];
    }
    default:
      return [{ bytes: style.toJustify(row.justify), heightDots: 0 }, ...encodeBands(row)].filter(
        command => command.bytes.length > 0,
      );
  }
}

/** All bands of one picture have its width: centred bands of different widths would not lie under each other. */
function encodeBands(row: Extract<LaidRow, { kind: 'dots' }>): Command[] {
  const { bitmap, scale } = row;
  const strideBytes = strideOf(bitmap.widthDots);
  const bands: Command[] = [];
  for (let top = 0; top < bitmap.heightDots; top += bandRows) {
    const rows = Math.min(bandRows, bitmap.heightDots - top);
    const bytes = bitmap.bytes.subarray(top * strideBytes, (top + rows) * strideBytes);
    bands.push({ bytes: rasterBand({ strideBytes, rows, bytes, scale }), heightDots: rows * scale });
  }
  return bands;
}
