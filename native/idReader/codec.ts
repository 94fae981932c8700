/**
 * Frames between the host and the security module (SAM) of an ID-card reader, as in GA/T 467:
 * `AA AA AA 96 69 | LEN (2, big endian) | body | CHK`, LEN counting body and CHK, CHK the XOR from LEN to the last body byte.
 */

/** Host to SAM. */
export type CommandFrame = {
  readonly kind: 'command';
  readonly command: number;
  readonly parameter: number;
  readonly data: Uint8Array;
};

/** SAM to host. `sw1` and `sw2` are the card's own words, `sw3` the SAM's verdict. */
export type AnswerFrame = {
  readonly kind: 'answer';
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Uint8Array;
};

/** Bytes that were no frame: handed out, never dropped silently. After a bad frame only its header is given up. */
export type Garbage = {
  readonly kind: 'garbage';
  readonly reason: 'noise' | 'bad-length' | 'bad-checksum';
  readonly bytes: Uint8Array;
};

export type Decoded<F> = {
  readonly decoded: readonly (F | Garbage)[];
  /** The beginning of a frame that is not complete; to be put in front of the next bytes. Never longer than one frame. */
  readonly rest: Uint8Array;
};

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const headerLength = preamble.length + 2;
/** Status words, three lengths, text 256, photo 1024, fingerprints 1024 and CHK: the longest answer there is. */
const longestAnswer = 3 + 6 + 256 + 1024 + 1024 + 1;
/** Command, parameter, at most a few bytes of data and CHK. */
const longestCommand = 2 + 32 + 1;
/** What `rest` can grow to at most. */
export const longestFrame = headerLength + longestAnswer;

export function encodeCommand(frame: Omit<CommandFrame, 'kind'>): Uint8Array {
  return encodeBody([frame.command, frame.parameter], frame.data);
}

export function encodeAnswer(frame: Omit<AnswerFrame, 'kind'>): Uint8Array {
  return encodeBody([frame.sw1, frame.sw2, frame.sw3], frame.data);
}

/** Reads what a SAM sent. Any split of the same bytes gives the same frames. Never throws. */
export function decodeAnswers(buffer: Uint8Array): Decoded<AnswerFrame> {
  return decodeFrames(buffer, {
    shortest: 4,
    longest: longestAnswer,
    toFrame: body => ({
      kind: 'answer',
      sw1: body[0] ?? 0,
      sw2: body[1] ?? 0,
      sw3: body[2] ?? 0,
      data: copy(body, 3, body.length),
    }),
  });
}

/** Reads what a host sent; the simulator's side of {@link decodeAnswers}. */
export function decodeCommands(buffer: Uint8Array): Decoded<CommandFrame> {
  return decodeFrames(buffer, {
    shortest: 3,
    longest: longestCommand,
    toFrame: body => ({
      kind: 'command',
      command: body[0] ?? 0,
      parameter: body[1] ?? 0,
      data: copy(body, 2, body.length),
    }),
  });
}

/** True when `rest` holds a whole header, so that the remainder of a frame is owed. */
export function isFrameBegun(rest: Uint8Array): boolean {
  return rest.length >= preamble.length;
}

function encodeBody(head: readonly number[], data: Uint8Array): Uint8Array {
  const length = head.length + data.length + 1;
  const bytes = new Uint8Array(headerLength + length);
  bytes.set(preamble, 0);
  bytes[5] = length >> 8;
  bytes[6] = length & 0xff;
  bytes.set(head, headerLength);
  bytes.set(data, headerLength + head.length);
  bytes[bytes.length - 1] = checksum(bytes, preamble.length, bytes.length - 1);
  return bytes;
}

/** Not `slice`: on Node's Buffer that is a view of a pool which serialport goes on using. */
function copy(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

function checksum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum ^= bytes[index] ?? 0;
  return sum;
}

/** Index at which a preamble, or the beginning of one at the very end, starts; the length when there is none. */
function findPreamble(buffer: Uint8Array, from: number): number {
  for (let at = buffer.indexOf(preamble[0], from); at !== -1; at = buffer.indexOf(preamble[0], at + 1)) {
    if (preamble.every((byte, offset) => at + offset >= buffer.length || buffer[at + offset] === byte)) return at;
  }
  return buffer.length;
}

function decodeFrames<F>(
  buffer: Uint8Array,
  shape: { shortest: number; longest: number; toFrame: (body: Uint8Array) => F },
): Decoded<F> {
  const decoded: (F | Garbage)[] = [];
  let at = 0;
  for (;;) {
    const start = findPreamble(buffer, at);
    if (start > at) decoded.push({ kind: 'garbage', reason: 'noise', bytes: copy(buffer, at, start) });
    at = start;
    if (buffer.length - at < headerLength) break;
    const length = ((buffer[at + 5] ?? 0) << 8) | (buffer[at + 6] ?? 0);
    const end = at + headerLength + length;
    // A header cannot begin inside a header, so the search goes on right behind it and finds a frame that a broken one swallowed.
    const behindPreamble = at + preamble.length;
    if (length < shape.shortest || length > shape.longest) {
      decoded.push({ kind: 'garbage', reason: 'bad-length', bytes: copy(buffer, at, behindPreamble) });
      at = behindPreamble;
    } else if (end > buffer.length) {
      break;
    } else if (checksum(buffer, behindPreamble, end - 1) !== buffer[end - 1]) {
      decoded.push({ kind: 'garbage', reason: 'bad-checksum', bytes: copy(buffer, at, behindPreamble) });
      at = behindPreamble;
    } else {
      decoded.push(shape.toFrame(buffer.subarray(at + headerLength, end - 1)));
      at = end;
    }
  }
  return { decoded, rest: copy(buffer, at, buffer.length) };
}
