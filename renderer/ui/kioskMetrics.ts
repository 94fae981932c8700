/** What is known of a mounted screen. `heightPx`/`widthPx`: CSS pixels of the whole screen. */
export type MountedScreen = { diagonalInch: number; screenBottomMm: number; widthPx: number; heightPx: number };

export type KioskMetrics = {
  /** Millimetres of one CSS pixel. */
  pitchMm: number;
  /** Root size in px from which every token scales. */
  unitPx: number;
  /** Nothing interactive above this line (px from the upper edge): 1220 mm, EN 301 549 8.3.2. */
  reachTopPx: number;
  /** The line of the low mode for seated users: 1100 mm. */
  lowTopPx: number;
};

const highestReachMm = 1220;
const lowReachMm = 1100;
/** A screen needs so many root sizes of height, or five choices do not fit between the bars. */
const linesOfRoom = 30;

/**
 * Turns mounting data into pixels. Text: capitals of 0.7 degrees at 600 mm (EN 301 549 5.1.4) are 10.3 mm of font size
 * with Noto's capitals of 0.714 em; 32 px is the smallest size that stays crisp, 44 px the largest that still fits Uyghur. A low
 * screen gets less, but never under the 4.8 mm capitals of ADA 707.4 on the sizes we serve.
 */
export function kioskMetrics({ diagonalInch, screenBottomMm, widthPx, heightPx }: MountedScreen): KioskMetrics {
  const pitchMm = (diagonalInch * 25.4) / Math.hypot(widthPx, heightPx);
  const topMm = screenBottomMm + heightPx * pitchMm;
  const lineAt = (mm: number) => Math.min(heightPx, Math.max(0, Math.ceil((topMm - mm) / pitchMm)));
  return {
    pitchMm,
    unitPx: Math.min(44, Math.max(32, Math.ceil(10.3 / pitchMm)), Math.floor(heightPx / linesOfRoom)),
    reachTopPx: lineAt(highestReachMm),
    lowTopPx: lineAt(lowReachMm),
  };
}
