/** One line of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula is made plain text. */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map(cell => {
    const plain = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  });
  return `${written.join(',')}\r\n`;
}
