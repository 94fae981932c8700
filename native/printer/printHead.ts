import iconv from 'iconv-lite';
import { type Bitmap, strideOf } from './bitmap.ts';
import type { HostCommand } from './escPosParser.ts';
import type { PaperMark, PrintedPaper } from './paper.ts';
import { qrBitmap } from './qrBitmap.ts';
import type { QrLevel } from './slip.ts';

const columnDots = 12;
const lineDots = 24;
const defaultSpacingDots = 34;
/** Head to cutter in dots: what GS V 66 feeds at least. */
const cutterDots = 112;

type Cell = { character: string; widthDots: number; heightDots: number; bold: boolean };

/** The part of a printer that turns commands into marks: line buffer, modes, paper position. */
export type PrintHead = {
  /** Two-byte characters are on. */
  readonly kanji: () => boolean;
  /** Carries one command out; returns how many dots of paper moved. */
  execute(command: HostCommand): number;
  /** Cuts: the paper so far, or null when nothing hangs out. */
  cut(how: 'full' | 'partial'): PrintedPaper | null;
  /** What hangs in the mouth, without cutting it. */
  fragment(): PrintedPaper;
  /** Forgets line buffer and modes, as at power-on. */
  reset(): void;
};

export function createPrintHead(widthDots: 576 | 384): PrintHead {
  let kanji = false;
  let size = { w: 1, h: 1 };
  let bold = false;
  let where: 0 | 1 | 2 = 0;
  let spacingDots = defaultSpacingDots;
  let cells: Cell[] = [];
  let qr: { level: QrLevel; moduleDots: number; text: string } = { level: 'L', moduleDots: 3, text: '' };
  let y = 0;
  let marks: PaperMark[] = [];
  let lines: string[] = [];
  let codes: string[] = [];

  function reset(): void {
    // Chinese models wake up with two-byte characters on, and so hide a driver that forgets to say it; this one does not.
    kanji = false;
    size = { w: 1, h: 1 };
    bold = false;
    where = 0;
    spacingDots = defaultSpacingDots;
    cells = [];
  }
  reset();

  function left(usedDots: number): number {
    const free = Math.max(0, widthDots - usedDots);
    return where === 0 ? 0 : where === 1 ? Math.floor(free / 2) : free;
  }

  function printLine(): number {
    const heightDots = Math.max(lineDots, ...cells.map(cell => cell.heightDots));
    let x = left(cells.reduce((sum, cell) => sum + cell.widthDots, 0));
    for (const cell of cells) {
      // Characters of different height stand on the same base line.
      marks.push({ kind: 'character', ...cell, x, y: y + heightDots - cell.heightDots });
      x += cell.widthDots;
    }
    if (cells.length > 0) lines.push(cells.map(cell => cell.character).join(''));
    cells = [];
    return advance(Math.max(spacingDots, heightDots));
  }

  function advance(dots: number): number {
    y += dots;
    return dots;
  }

  function addText(bytes: Uint8Array): number {
    let moved = 0;
    for (const character of kanji ? iconv.decode(bytes, 'gb18030') : iconv.decode(bytes, 'latin1')) {
      const isWide = (character.codePointAt(0) ?? 0) >= 0x80 && kanji;
      const cell: Cell = {
        character,
        widthDots: columnDots * (isWide ? 2 : 1) * size.w,
        heightDots: lineDots * size.h,
        bold,
      };
      if (cells.reduce((sum, each) => sum + each.widthDots, 0) + cell.widthDots > widthDots) moved += printLine();
      cells.push(cell);
    }
    return moved;
  }

  function addDots(bitmap: Bitmap, scale: number): number {
    const flushed = cells.length > 0 ? printLine() : 0;
    marks.push({ kind: 'dots', bitmap, scale, x: left(bitmap.widthDots * scale), y });
    return flushed + advance(bitmap.heightDots * scale);
  }

  function runQr(what: number, data: Uint8Array): number {
    if (what === 0x43) qr = { ...qr, moduleDots: data[0] ?? 3 };
    if (what === 0x45) qr = { ...qr, level: (['L', 'M', 'Q', 'H'] as const)[((data[0] ?? 0x30) - 0x30) & 3] ?? 'L' };
    if (what === 0x50) qr = { ...qr, text: new TextDecoder().decode(data.subarray(1)) };
    if (what !== 0x51) return 0;
    const code = qrBitmap(qr.text, qr.level);
    if (code === null) return 0;
    codes.push(qr.text);
    return addDots(code, qr.moduleDots);
  }

  function execute(command: HostCommand): number {
    switch (command.kind) {
      case 'text':
        return addText(command.bytes);
      case 'lineFeed':
        return printLine();
      case 'initialise':
        reset();
        return 0;
      case 'kanji':
        kanji = command.on;
        return 0;
      case 'size':
        size = { w: command.w, h: command.h };
        return 0;
      case 'bold':
        bold = command.on;
        return 0;
      case 'justify':
        // Only at the start of a line, as the reference says.
        if (cells.length === 0) where = command.where;
        return 0;
      case 'feed':
        return (cells.length > 0 ? printLine() : 0) + advance(command.dots);
      case 'feedLines':
        return (cells.length > 0 ? printLine() : 0) + advance(command.lines * spacingDots);
      case 'lineSpacing':
        spacingDots = command.dots ?? defaultSpacingDots;
        return 0;
      case 'raster': {
        const bitmap = { widthDots: command.strideBytes * 8, heightDots: command.rows, bytes: command.data };
        // Modes 1 and 2, double in one direction only, are not used by anybody here.
        return command.data.length === strideOf(bitmap.widthDots) * bitmap.heightDots
          ? addDots(bitmap, command.mode === 3 ? 2 : 1)
          : 0;
      }
      case 'qr':
        return runQr(command.what, command.data);
      case 'cut':
        return (
          (cells.length > 0 ? printLine() : 0) +
          (command.feedDots === null ? 0 : advance(cutterDots + command.feedDots))
        );
      default:
        return 0;
    }
  }

  const fragment = (cut: PrintedPaper['cut']): PrintedPaper => ({ widthDots, heightDots: y, lines, codes, marks, cut });

  return {
    kanji: () => kanji,
    execute,
    cut(how) {
      const paper = y > 0 ? fragment(how) : null;
      y = 0;
      marks = [];
      lines = [];
      codes = [];
      return paper;
    },
    fragment: () => fragment('none'),
    reset,
  };
}
