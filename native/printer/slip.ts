/** Horizontal place of a line. `start` and `end` follow the line's direction, as in CSS. */
type SlipAlign = 'start' | 'center' | 'end';

/** Whole multiples of the printer's own 24-dot characters, 1–8 (GS !). A number means the same factor both ways. */
export type SlipSize = number | { readonly w: number; readonly h: number };

export type SlipDirection = 'ltr' | 'rtl';

/** Error correction of a QR code: about 7, 15, 25 and 30 % of it may be lost. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

type Wording = {
  readonly size: SlipSize;
  readonly bold: boolean;
  readonly direction: SlipDirection;
  /** BCP 47, e.g. `zh`, `ug`, `en`: chooses glyph forms where a line has to be drawn. */
  readonly language: string;
};

export type SlipTextLine = Wording & { readonly kind: 'text'; readonly text: string; readonly align: SlipAlign };

/** Two texts on one line, one at each edge; on two lines when they do not fit. */
export type SlipColumnsLine = Wording & { readonly kind: 'columns'; readonly start: string; readonly end: string };

export type SlipQrLine = {
  readonly kind: 'qr';
  readonly text: string;
  /** Edge of one module in dots (8 dots = 1 mm), 2–16; made smaller when the paper is too narrow. Even sizes cost a quarter of the bytes. */
  readonly moduleDots: number;
  readonly level: QrLevel;
  readonly align: SlipAlign;
  /** What the code is for, in words: for those who cannot see it. */
  readonly label: string;
};

export type SlipLine =
  | SlipTextLine
  | SlipColumnsLine
  | SlipQrLine
  | { readonly kind: 'rule'; readonly style: 'solid' | 'dashed' }
  | { readonly kind: 'feed'; readonly mm: number };

/** What a slip of paper says, without a word about how a printer is told. The cut at the end goes without saying. */
export type SlipDocument = { readonly widthMm: 58 | 80; readonly lines: readonly SlipLine[] };

/** Printable dots across the paper: 203 dpi, 48 mm of the 58 and 72 mm of the 80. */
export function paperWidthDots(widthMm: SlipDocument['widthMm']): 384 | 576 {
  return widthMm === 58 ? 384 : 576;
}

/** Both factors of a size, whole and inside what GS ! can say. */
export function sizeFactors(size: SlipSize): { readonly w: number; readonly h: number } {
  const clamp = (factor: number): number => Math.min(8, Math.max(1, Math.round(factor)));
  return typeof size === 'number' ? { w: clamp(size), h: clamp(size) } : { w: clamp(size.w), h: clamp(size.h) };
}
