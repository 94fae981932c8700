/** A row of a CSV text with the line of the text it begins at, from 1. */
export type CsvRow = { line: number; cells: readonly string[] };

/**
 * Rows of a CSV text (RFC 4180): quoted cells may hold separators and line breaks. The separator is what the heading
 * uses most of comma, semicolon and tab, because office programs write all three. Empty lines are left out.
 */
export function splitCsv(text: string): readonly CsvRow[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const heading = /^[^\r\n]*/.exec(source)?.[0] ?? '';
  const counted = [',', ';', '\t', '，'].map(sign => ({ sign, count: heading.split(sign).length }));
  const separator = counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
  const rows: CsvRow[] = [];
  let line = 1;
  let row: { line: number; cells: string[] } = { line, cells: [] };
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.cells.some(one => one.trim() !== '')) rows.push(row);
    row = { line, cells: [] };
  };
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? '';
    if (sign === '\n') line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
}

/** A CSV text with CRLF. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function joinCsv(rows: readonly (readonly (string | number)[])[]): string {
  const cellOf = (value: string | number): string => {
    const text = String(value);
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\t\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `${rows.map(row => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}
