import { err, ok, type Result } from '../kit/result.ts';
import { joinBytes } from './commands.ts';
import { bundledDrawing } from './drawing.ts';
import { encodeRows } from './encoder.ts';
import { parseCommand } from './escPosParser.ts';
import { type LayoutFailure, layoutSlip } from './layout.ts';
import type { PrintedPaper } from './paper.ts';
import { createPrintHead } from './printHead.ts';
import { paperWidthDots, type SlipDocument } from './slip.ts';

/**
 * The paper a slip becomes, made from the very bytes a printer would get: what is seen is what is sent.
 * `paperPng` turns it into a picture.
 */
export async function slipPreview(slip: SlipDocument): Promise<Result<PrintedPaper, LayoutFailure>> {
  const rows = await layoutSlip(slip, { drawing: bundledDrawing, qr: 'dots' });
  if (!rows.ok) return rows;
  const head = createPrintHead(paperWidthDots(slip.widthMm));
  let bytes = joinBytes(encodeRows(rows.value).map(segment => segment.bytes));
  for (let parsed = parseCommand(bytes, head.kanji()); parsed !== null; parsed = parseCommand(bytes, head.kanji())) {
    head.execute(parsed.command);
    bytes = bytes.subarray(parsed.length);
  }
  const paper = head.cut('partial');
  return paper === null ? err('drawing-failed') : ok(paper);
}
