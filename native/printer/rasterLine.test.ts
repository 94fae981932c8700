import { describe, expect, it } from 'vitest';
import { type Bitmap, inkBox, isBlack } from './bitmap.ts';
import { bundledDrawing } from './drawing.ts';
import { type DrawnRow, rasterColumns, rasterLine } from './rasterLine.ts';

const request = { size: { w: 1, h: 1 }, bold: false, direction: 'rtl', language: 'ug', widthDots: 576 } as const;

async function draw(text: string, direction: 'ltr' | 'rtl' = 'rtl'): Promise<DrawnRow[]> {
  return rasterLine(await bundledDrawing(), { ...request, text, direction });
}

const blackDots = (bitmap: Bitmap, fromX: number, toX: number): number => {
  let count = 0;
  for (let y = 0; y < bitmap.heightDots; y++) for (let x = fromX; x < toX; x++) count += isBlack(bitmap, x, y) ? 1 : 0;
  return count;
};

/** Groups of ink separated by white columns, in dots from left to right. */
function groups(bitmap: Bitmap): number[] {
  const widths: number[] = [];
  let run = 0;
  for (let x = 0; x <= bitmap.widthDots; x++) {
    if (blackDots(bitmap, x, x + 1) > 0) run += 1;
    else if (run > 0) {
      widths.push(run);
      run = 0;
    }
  }
  return widths;
}

describe('drawn lines', () => {
  it('join the letters of a word', async () => {
    const [joined] = await draw('مەنبە');
    // Zero-width non-joiners keep the letters apart.
    const [apart] = await draw([...'مەنبە'].join('\u200c'));
    expect(groups(joined!.ink).length).toBeLessThan(groups(apart!.ink).length);
    expect(joined!.ink.widthDots).toBeLessThan(apart!.ink.widthDots);
  });

  it('run from right to left', async () => {
    // Heavy ink is said first and has to lie on the right.
    const [row] = await draw('■■■ ا ا ا ا ا ا ا ا ا ا ا ا');
    const { ink } = row!;
    const third = Math.floor(ink.widthDots / 3);
    expect(blackDots(ink, 2 * third, ink.widthDots)).toBeGreaterThan(blackDots(ink, 0, third) * 2);
  });

  it('send no more than the ink, in whole bytes, and feed the rest', async () => {
    const [row] = await draw('نومۇر');
    const box = inkBox(row!.ink)!;
    expect(row!.ink.widthDots % 8).toBe(0);
    expect(row!.ink.widthDots).toBeLessThan(box.right - box.left + 8);
    expect([box.top, box.bottom]).toEqual([0, row!.ink.heightDots]);
    expect(row!.aboveDots + row!.ink.heightDots + row!.belowDots).toBeGreaterThanOrEqual(43);
  });

  it('wrap at words and never exceed the paper', async () => {
    const rows = await draw('بىرلەشمە مۇلازىمەت كۆزنىكىدە ئىجتىمائىي كاپالەت، داۋالانما سۇغۇرتىسى، تۇرالغۇ فوندى');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row.ink.widthDots).toBeLessThanOrEqual(576);
    const long = await draw('ئ'.repeat(200));
    for (const row of long) expect(row.ink.widthDots).toBeLessThanOrEqual(576);
  });

  it('put columns at the edges, the start on the right', async () => {
    const row = await rasterColumns(await bundledDrawing(), {
      ...request,
      start: 'ئالدىڭىزدا ساقلاۋاتقانلار',
      end: '6',
    });
    const { ink } = row!;
    expect(ink.widthDots).toBe(576);
    expect(blackDots(ink, 288, 576)).toBeGreaterThan(blackDots(ink, 0, 288));
    expect(blackDots(ink, 0, 40)).toBeGreaterThan(0);
  });

  it('say when columns do not fit', async () => {
    const columns = { ...request, start: 'ئالدىڭىزدا '.repeat(5), end: 'ئالدىڭىزدا' };
    expect(await rasterColumns(await bundledDrawing(), columns)).toBeNull();
  });
});
