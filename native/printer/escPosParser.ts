/** What a printer is told, as a printer understands it. Written from the command reference, not from the encoder. */
export type HostCommand =
  /** Bytes of characters, whole characters only. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'lineFeed' }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'kanji'; readonly on: boolean }
  | { readonly kind: 'size'; readonly w: number; readonly h: number }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'justify'; readonly where: 0 | 1 | 2 }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'feedLines'; readonly lines: number }
  | { readonly kind: 'lineSpacing'; readonly dots: number | null }
  | { readonly kind: 'cut'; readonly full: boolean; readonly feedDots: number | null }
  | {
      readonly kind: 'raster';
      readonly strideBytes: number;
      readonly rows: number;
      readonly mode: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'automaticStatus'; readonly mask: number }
  | { readonly kind: 'queuedStatus'; readonly sensor: number }
  | { readonly kind: 'identity'; readonly which: number }
  | { readonly kind: 'processId'; readonly id: Uint8Array }
  | { readonly kind: 'qr'; readonly what: number; readonly data: Uint8Array }
  /** Understood and without effect on paper. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export type ParsedCommand = { readonly command: HostCommand; readonly length: number };

const parameterLength: Record<number, Record<number, number>> = {
  // ESC: ! - 2-byte commands have no parameters.
  0x1b: {
    0x21: 1,
    0x2d: 1,
    0x32: 0,
    0x33: 1,
    0x40: 0,
    0x45: 1,
    0x47: 1,
    0x4a: 1,
    0x52: 1,
    0x61: 1,
    0x64: 1,
    0x74: 1,
    0x20: 1,
  },
  0x1c: { 0x21: 1, 0x26: 0, 0x2e: 0, 0x43: 1, 0x53: 2, 0x57: 1 },
  0x1d: { 0x21: 1, 0x42: 1, 0x49: 1, 0x61: 1, 0x72: 1 },
  0x10: { 0x04: 1, 0x05: 1 },
};

/** The first command of `bytes`, or null when its end has not arrived. `kanji` says whether two-byte characters are on. */
export function parseCommand(bytes: Uint8Array, kanji: boolean): ParsedCommand | null {
  const [first] = bytes;
  if (first === undefined) return null;
  if (first === 0x0a) return { command: { kind: 'lineFeed' }, length: 1 };
  if (first === 0x1d && bytes[1] === 0x28) return parseExtended(bytes);
  if (first === 0x1d && bytes[1] === 0x76) return parseRaster(bytes);
  if (first === 0x1d && bytes[1] === 0x56) return parseCut(bytes);
  const table = parameterLength[first];
  if (table !== undefined) return parseShort(bytes, table);
  if (first >= 0x20 && first !== 0x7f) return parseText(bytes, kanji);
  // NUL, CR and the rest: printers pass over them between commands.
  const end = bytes.findIndex(byte => byte !== first);
  return { command: { kind: 'nothing' }, length: end < 0 ? bytes.length : end };
}

function parseShort(bytes: Uint8Array, table: Record<number, number>): ParsedCommand | null {
  const [head = 0, name, n = 0] = bytes;
  if (name === undefined) return null;
  const parameters = table[name];
  if (parameters === undefined) return { command: { kind: 'unknown', bytes: bytes.slice(0, 2) }, length: 2 };
  if (bytes.length < 2 + parameters) return null;
  return { command: shortCommand((head << 8) | name, n), length: 2 + parameters };
}

function shortCommand(code: number, n: number): HostCommand {
  switch (code) {
    case 0x1b40:
      return { kind: 'initialise' };
    case 0x1b45:
      return { kind: 'bold', on: (n & 1) === 1 };
    case 0x1b4a:
      return { kind: 'feed', dots: n };
    case 0x1b64:
      return { kind: 'feedLines', lines: n };
    case 0x1b32:
      return { kind: 'lineSpacing', dots: null };
    case 0x1b33:
      return { kind: 'lineSpacing', dots: n };
    case 0x1b61:
      return { kind: 'justify', where: n % 48 === 1 ? 1 : n % 48 === 2 ? 2 : 0 };
    case 0x1c26:
      return { kind: 'kanji', on: true };
    case 0x1c2e:
      return { kind: 'kanji', on: false };
    case 0x1d21:
      return { kind: 'size', w: ((n >> 4) & 7) + 1, h: (n & 7) + 1 };
    case 0x1d49:
      return { kind: 'identity', which: n };
    case 0x1d61:
      return { kind: 'automaticStatus', mask: n };
    case 0x1d72:
      return { kind: 'queuedStatus', sensor: n };
    default:
      return { kind: 'nothing' };
  }
}

/** GS ( fn pL pH …: the only commands with a length of their own. */
function parseExtended(bytes: Uint8Array): ParsedCommand | null {
  if (bytes.length < 5) return null;
  const length = 5 + (bytes[3] ?? 0) + ((bytes[4] ?? 0) << 8);
  if (bytes.length < length) return null;
  const whole = bytes.slice(0, length);
  const body = whole.subarray(5);
  if (whole[2] === 0x6b && body[0] === 0x31) {
    return { command: { kind: 'qr', what: body[1] ?? 0, data: body.slice(2) }, length };
  }
  if (whole[2] === 0x48 && body[0] === 0x30 && body[1] === 0x30) {
    return { command: { kind: 'processId', id: body.slice(2) }, length };
  }
  return { command: { kind: 'unknown', bytes: whole }, length };
}

function parseRaster(bytes: Uint8Array): ParsedCommand | null {
  if (bytes.length < 8) return null;
  const strideBytes = (bytes[4] ?? 0) + ((bytes[5] ?? 0) << 8);
  const rows = (bytes[6] ?? 0) + ((bytes[7] ?? 0) << 8);
  const length = 8 + strideBytes * rows;
  if (bytes.length < length) return null;
  const mode = (bytes[3] ?? 0) % 48;
  return { command: { kind: 'raster', strideBytes, rows, mode, data: bytes.slice(8, length) }, length };
}

function parseCut(bytes: Uint8Array): ParsedCommand | null {
  const [, , how, n] = bytes;
  if (how === undefined) return null;
  if (how === 65 || how === 66) {
    return n === undefined ? null : { command: { kind: 'cut', full: how === 65, feedDots: n }, length: 4 };
  }
  return { command: { kind: 'cut', full: how % 48 === 0, feedDots: null }, length: 3 };
}

/** One run of characters; a two- or four-byte character is never cut. */
function parseText(bytes: Uint8Array, kanji: boolean): ParsedCommand | null {
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at, kanji);
    if (length === 0) break;
    if (at + length > bytes.length) break;
    at += length;
  }
  return at === 0 ? null : { command: { kind: 'text', bytes: bytes.slice(0, at) }, length: at };
}

/** Bytes of the character at `at`; 0 for a byte that is no character; more than there are when its end is missing. */
function characterLength(bytes: Uint8Array, at: number, kanji: boolean): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x20 || byte === 0x7f) return 0;
  if (byte < 0x80 || !kanji || byte === 0x80 || byte === 0xff) return 1;
  const second = bytes[at + 1];
  if (second === undefined) return 2;
  // GB18030: a digit in second place makes it four bytes.
  if (second >= 0x30 && second <= 0x39) return 4;
  return second >= 0x40 && second !== 0x7f ? 2 : 1;
}
