import { printableText } from './printable.ts';
import type { SlipDocument, SlipLine } from './slip.ts';

/** The slip in plain words, one line for each line: for screen readers, the number-on-screen page and logs of tests. */
export function slipText(slip: SlipDocument): string {
  return slip.lines
    .map(lineText)
    .filter(text => text !== null)
    .join('\n');
}

function lineText(line: SlipLine): string | null {
  switch (line.kind) {
    case 'text':
      return printableText(line.text).trim();
    case 'columns':
      return `${printableText(line.start).trim()} ${printableText(line.end).trim()}`;
    case 'qr':
      return `${printableText(line.label).trim()}: ${printableText(line.text)}`;
    default:
      return null;
  }
}
