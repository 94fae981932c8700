/** How much paper there is, as far as the printer says. */
export type PaperLevel = 'ok' | 'near-end' | 'out' | 'unknown';

/** Everything a printer says about itself, taken from whichever answer came last. */
export type PrinterCondition = {
  readonly paper: PaperLevel;
  readonly coverOpen: boolean;
  readonly offline: boolean;
  readonly cutter: boolean;
  /** Head too hot or voltage wrong: goes away by itself. */
  readonly passing: boolean;
  readonly broken: boolean;
  /** KP-628E kiosk printers say that the last slip still hangs in the mouth (bit 7 of DLE EOT 1). */
  readonly slipNotTaken: boolean;
};

/** Reasons that keep a printer from printing. */
export type PrinterFault = 'paper-out' | 'cover-open' | 'cutter' | 'hot' | 'broken' | 'offline';

export const unknownCondition: PrinterCondition = {
  paper: 'unknown',
  coverOpen: false,
  offline: false,
  cutter: false,
  passing: false,
  broken: false,
  slipNotTaken: false,
};

/** One thing the printer said. Which DLE EOT a `realTime` byte answers is known only to who asked. */
export type PrinterReply =
  | { readonly kind: 'realTime'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: 'fence'; readonly byte: number }
  | { readonly kind: 'block'; readonly identifier: number; readonly data: Uint8Array }
  | { readonly kind: 'identity'; readonly text: string }
  | { readonly kind: 'garbage'; readonly bytes: Uint8Array };

/** The n of DLE EOT n. */
export type StatusQuestion = 1 | 2 | 3 | 4;

/** A reply as the line hands it on: with the question that a real-time byte answers, null when nobody asked. */
export type HeardReply =
  | Exclude<PrinterReply, { kind: 'realTime' }>
  | { readonly kind: 'realTime'; readonly byte: number; readonly question: StatusQuestion | null };

const blockHead = 0x37;
const identityHead = 0x5f;
/** Longest block or name: real ones have at most 34 and 80 bytes; whatever is longer is noise that began like one. */
const maxBlockBytes = 96;

/**
 * Splits what a printer says into replies (ESC/POS DLE EOT, GS a, GS r, GS ( H, GS ( k 182, GS I). Pure; `rest` is the
 * beginning of a reply whose end has not come yet. What cannot be a reply is handed on as garbage, byte by byte joined.
 */
export function decodeStatus(buffer: Uint8Array): { replies: PrinterReply[]; rest: Uint8Array } {
  const replies: PrinterReply[] = [];
  let garbage: number[] = [];
  let at = 0;
  const flush = (): void => {
    if (garbage.length > 0) replies.push({ kind: 'garbage', bytes: Uint8Array.from(garbage) });
    garbage = [];
  };
  while (at < buffer.length) {
    const found = decodeOne(buffer, at);
    if (found === 'incomplete') break;
    if (found === 'garbage') {
      garbage.push(buffer[at] ?? 0);
      at += 1;
      continue;
    }
    flush();
    replies.push(found.reply);
    at += found.length;
  }
  flush();
  return { replies, rest: buffer.slice(at) };
}

type Decoded = { reply: PrinterReply; length: number } | 'incomplete' | 'garbage';

function decodeOne(buffer: Uint8Array, at: number): Decoded {
  const byte = buffer[at] ?? 0;
  if (byte === blockHead || byte === identityHead) return decodeBlock(buffer, at);
  // b7 is not fixed here: see slipNotTaken.
  if ((byte & 0x13) === 0x12) return { reply: { kind: 'realTime', byte }, length: 1 };
  if ((byte & 0x93) === 0x10) return decodeAutomatic(buffer, at);
  if ((byte & 0x90) === 0) return { reply: { kind: 'fence', byte }, length: 1 };
  return 'garbage';
}

function decodeAutomatic(buffer: Uint8Array, at: number): Decoded {
  for (let i = 1; i <= 3; i++) {
    const byte = buffer[at + i];
    if (byte === undefined) return 'incomplete';
    if ((byte & 0x90) !== 0) return 'garbage';
  }
  const [a = 0, b = 0, c = 0, d = 0] = buffer.subarray(at, at + 4);
  return { reply: { kind: 'automatic', bytes: [a, b, c, d] }, length: 4 };
}

function decodeBlock(buffer: Uint8Array, at: number): Decoded {
  const isBlock = buffer[at] === blockHead;
  for (let i = 1; i <= maxBlockBytes; i++) {
    const byte = buffer[at + i];
    if (byte === undefined) return 'incomplete';
    if (byte === 0 && i > 1) {
      const data = buffer.slice(at + (isBlock ? 2 : 1), at + i);
      const reply: PrinterReply = isBlock
        ? { kind: 'block', identifier: buffer[at + 1] ?? 0, data }
        : { kind: 'identity', text: String.fromCharCode(...data) };
      return { reply, length: i + 1 };
    }
    // 1F separates the fields of a size block.
    const isAllowed = (byte >= 0x20 && byte <= 0x7e) || (isBlock && byte === 0x1f);
    if (!isAllowed) return 'garbage';
  }
  return 'garbage';
}

/** Takes the answer to DLE EOT `question` into account. Bits as in ESC/POS DLE EOT. */
export function withRealTime(
  condition: PrinterCondition,
  answer: { question: StatusQuestion; byte: number },
): PrinterCondition {
  const { byte } = answer;
  switch (answer.question) {
    case 1:
      return { ...condition, offline: (byte & 0x08) !== 0, slipNotTaken: (byte & 0x80) !== 0 };
    case 2: {
      const coverOpen = (byte & 0x04) !== 0;
      return (byte & 0x20) !== 0 ? { ...condition, coverOpen, paper: 'out' } : { ...condition, coverOpen };
    }
    case 3:
      return {
        ...condition,
        cutter: (byte & 0x08) !== 0,
        broken: (byte & 0x20) !== 0,
        passing: (byte & 0x40) !== 0,
      };
    default:
      return { ...condition, paper: (byte & 0x60) !== 0 ? 'out' : (byte & 0x0c) !== 0 ? 'near-end' : 'ok' };
  }
}

/** Four bytes of automatic status back (GS a) say everything at once. */
export function fromAutomatic(bytes: readonly [number, number, number, number]): PrinterCondition {
  const [first, second, third] = bytes;
  return {
    paper: (third & 0x0c) !== 0 ? 'out' : (third & 0x03) !== 0 ? 'near-end' : 'ok',
    coverOpen: (first & 0x20) !== 0,
    offline: (first & 0x08) !== 0,
    cutter: (second & 0x08) !== 0,
    passing: (second & 0x40) !== 0,
    broken: (second & 0x20) !== 0,
    slipNotTaken: false,
  };
}

/**
 * What a GS r 1 answer says. Printers do not run GS r while out of paper, but some clones answer 0C or 0F instead of
 * nothing: only an answer without those bits means that the data before it is through.
 */
export function fencePaper(byte: number): Exclude<PaperLevel, 'unknown'> {
  if ((byte & 0x0c) !== 0) return 'out';
  return (byte & 0x03) !== 0 ? 'near-end' : 'ok';
}

/** The four characters of a GS ( H answer, or null for another block. */
export function processIdOf(reply: PrinterReply | HeardReply): string | null {
  if (reply.kind !== 'block' || reply.identifier !== 0x22 || reply.data.length !== 4) return null;
  return String.fromCharCode(...reply.data);
}

/** Why a printer cannot print now, the cause a person can see first, or null. */
export function faultOf(condition: PrinterCondition): PrinterFault | null {
  if (condition.coverOpen) return 'cover-open';
  if (condition.paper === 'out') return 'paper-out';
  if (condition.cutter) return 'cutter';
  if (condition.broken) return 'broken';
  if (condition.passing) return 'hot';
  return condition.offline ? 'offline' : null;
}
