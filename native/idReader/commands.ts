import { wireTimeMs } from '../kit/pacing.ts';
import { type AnswerFrame, encodeCommand } from './codec.ts';

const noData = new Uint8Array(0);

/**
 * What a SAM can be asked, in the words of GA/T 467. `timeoutMs` is the SAM's own time, without the wire;
 * `answerBytes` is the longest answer on the wire. Reading with fingerprints (30 10) is known but never asked for.
 */
export const commands = {
  reset: { command: 0x10, parameter: 0xff, data: noData, timeoutMs: 500, answerBytes: 11 },
  status: { command: 0x11, parameter: 0xff, data: noData, timeoutMs: 500, answerBytes: 11 },
  samId: { command: 0x12, parameter: 0xff, data: noData, timeoutMs: 500, answerBytes: 27 },
  find: { command: 0x20, parameter: 0x01, data: noData, timeoutMs: 1000, answerBytes: 15 },
  select: { command: 0x20, parameter: 0x02, data: noData, timeoutMs: 1000, answerBytes: 19 },
  read: { command: 0x30, parameter: 0x01, data: noData, timeoutMs: 3000, answerBytes: 1295 },
  readWithFingerprints: { command: 0x30, parameter: 0x10, data: noData, timeoutMs: 4000, answerBytes: 2321 },
  newestAddress: { command: 0x30, parameter: 0x03, data: noData, timeoutMs: 1500, answerBytes: 81 },
  cardManagementNumber: { command: 0x30, parameter: 0x05, data: noData, timeoutMs: 1000, answerBytes: 64 },
  setBaud115200: { command: 0x60, parameter: 0x00, data: noData, timeoutMs: 500, answerBytes: 11 },
  setBaud57600: { command: 0x60, parameter: 0x01, data: noData, timeoutMs: 500, answerBytes: 11 },
  setBaud38400: { command: 0x60, parameter: 0x02, data: noData, timeoutMs: 500, answerBytes: 11 },
  setBaud19200: { command: 0x60, parameter: 0x03, data: noData, timeoutMs: 500, answerBytes: 11 },
  setBaud9600: { command: 0x60, parameter: 0x04, data: noData, timeoutMs: 500, answerBytes: 11 },
  setMaxRfBytes: { command: 0x61, parameter: 0xff, data: Uint8Array.of(0x50), timeoutMs: 500, answerBytes: 11 },
} as const satisfies Record<
  string,
  { command: number; parameter: number; data: Uint8Array; timeoutMs: number; answerBytes: number }
>;

export type CommandName = keyof typeof commands;

/** The bytes to send for a command. */
export function commandBytes(name: CommandName): Uint8Array {
  return encodeCommand(commands[name]);
}

/** How long the answer may take: the SAM's time plus command and answer on the wire (1295 bytes are 1.35 s at 9600). */
export function commandTimeoutMs(name: CommandName, baudRate: number): number {
  const { timeoutMs, answerBytes } = commands[name];
  return Math.ceil(timeoutMs + wireTimeMs(commandBytes(name).length + answerBytes, baudRate));
}

/**
 * Whether an answer can belong to a command at all. A duplicate that arrives after a repeated question
 * must not be taken for the answer to the next one.
 */
export function isAnswerTo(name: CommandName, answer: AnswerFrame): boolean {
  const isGood = answer.sw3 === 0x90;
  const isFound = answer.sw3 === 0x9f;
  if (!isGood && !isFound) return true;
  if (name === 'find') return isFound;
  const isText = answer.data.length >= blockHeadLength + textLength;
  if (name === 'read' || name === 'readWithFingerprints') return isGood && isText;
  if (name === 'samId') return isGood && answer.data.length === 16;
  return isGood && !isText;
}

const textLength = 256;
/** Length of text and length of photo, two bytes each. */
const blockHeadLength = 4;

/**
 * The 256-byte text block of an answer to `read`; null when the lengths in front of it do not fit.
 * The photo is left where it is: nobody here decodes it.
 */
export function textBlockOf(data: Uint8Array): Uint8Array | null {
  const announced = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  if (announced !== textLength || data.length < blockHeadLength + textLength) return null;
  return data.subarray(blockHeadLength, blockHeadLength + textLength);
}

/** The SAM's name, printed on the reader as well. Vendors pad the numbers differently, so the raw bytes stay at hand. */
export type SamId = { readonly text: string; readonly raw: Uint8Array };

/** Reads the 16 bytes of a `samId` answer: u16.u16-u32-u32-u32, little endian. Null for another length. */
export function decodeSamId(data: Uint8Array): SamId | null {
  if (data.length !== 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const two = (offset: number): string => String(view.getUint16(offset, true)).padStart(2, '0');
  const ten = (offset: number): string => String(view.getUint32(offset, true)).padStart(10, '0');
  return {
    text: `${two(0)}.${two(2)}-${view.getUint32(4, true)}-${ten(8)}-${ten(12)}`,
    raw: data.slice(),
  };
}
