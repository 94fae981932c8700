import iconv from 'iconv-lite';

/** Controls, separators, zero-width characters and noncharacters: nothing of it may reach a printer. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** Marks that steer the order or joining of letters; they help whoever draws and are noise to a printer's text mode. */
const steering = /\p{Bidi_Control}|\p{Join_Control}|\p{Variation_Selector}/gu;

/** Text as it may be drawn: order and joining marks stay, tabs and line ends become spaces, other controls go. */
export function drawableText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '?')
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u0085\u00a0\u2028\u2029]+/g, ' ')
    .replace(invisible, '');
}

/** Text as it may be sent in text mode: visible characters only. */
export function printableText(text: string): string {
  return drawableText(text).replace(steering, '');
}

const spelled = new Map<string, Uint8Array | null>();

/**
 * The bytes of one character in the printer's own character set, or null when the printer cannot spell it.
 * ASCII is one byte; everything else must have the same two bytes in GBK and GB18030, so that both kinds of printer
 * print the same. Four-byte GB18030 and the private areas have no glyphs in printers.
 */
function spellCharacter(character: string): Uint8Array | null {
  const known = spelled.get(character);
  if (known !== undefined) return known;
  const bytes = spellUncached(character);
  spelled.set(character, bytes);
  return bytes;
}

function spellUncached(character: string): Uint8Array | null {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code <= 0x7e) return Uint8Array.of(code);
  if (code < 0x80 || (code >= 0xe000 && code <= 0xf8ff) || code > 0xffff) return null;
  const gbk = iconv.encode(character, 'gbk');
  const gb18030 = iconv.encode(character, 'gb18030');
  const [lead, trail] = gb18030;
  if (gbk.length !== 2 || gb18030.length !== 2 || gbk[0] !== lead || gbk[1] !== trail) return null;
  return Uint8Array.of(lead ?? 0, trail ?? 0);
}

/** Whether the printer can spell every character of `text`; what it cannot spell has to be drawn. */
export function isSpellable(text: string): boolean {
  for (const character of text) if (spellCharacter(character) === null) return false;
  return true;
}

/** Columns of `text` in font A: 1 for ASCII, 2 for everything else that a printer can spell. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += spellCharacter(character)?.length ?? 2;
  return columns;
}

/** Bytes of a line of text. A character that cannot be spelled becomes `?`: the layout sends no such line. */
export function spellText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of printableText(text)) bytes.push(...(spellCharacter(character) ?? [0x3f]));
  return Uint8Array.from(bytes);
}

const closing = '，。、；：？！）》」』】〕〉”’…%,.;:?!)]}';

/**
 * Cuts a line into rows of at most `maxColumns`: between words, anywhere between Chinese characters but not before
 * closing punctuation, and inside a word only when it is longer than a row.
 */
export function wrapColumns(text: string, maxColumns: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const piece of pieces(text)) {
    if (columnsOf(row + piece.trimEnd()) <= maxColumns) {
      row += piece;
      continue;
    }
    if (row.trim() !== '') rows.push(row.trimEnd());
    row = '';
    for (const character of piece) {
      if (columnsOf(row + character) > maxColumns) {
        rows.push(row);
        row = '';
      }
      row += character;
    }
  }
  if (row.trim() !== '' || rows.length === 0) rows.push(row.trimEnd());
  return rows;
}

/** Smallest parts of a line that stay together. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  for (const character of text) {
    const last = found.at(-1);
    const before = last?.at(-1) ?? '';
    const breaksBefore =
      !closing.includes(character) && character !== ' ' && (before === ' ' || isWide(before) || isWide(character));
    if (last === undefined || breaksBefore) found.push(character);
    else found[found.length - 1] = last + character;
  }
  return found;
}

function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code >= 0x2e80 && code <= 0xd7ff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef) ||
    code > 0x1ffff
  );
}
