import { withoutRealTimeCommands } from './bitmap.ts';
import type { QrLevel } from './slip.ts';

/** The ESC/POS commands this driver uses, byte by byte. Names in comments are those of the ESC/POS reference. */

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** ESC @: line buffer and modes as after power-on; what waits in the receive buffer stays. */
export const initialise = Uint8Array.of(0x1b, 0x40);
/** FS &: two-byte characters. ESC @ goes back to the printer's own default, so it is said after each. */
export const kanjiOn = Uint8Array.of(0x1c, 0x26);
/** ESC R 0: `$` stays `$` on printers set to China, where it would be `¥`. */
export const plainAscii = Uint8Array.of(0x1b, 0x52, 0x00);
/** GS a FF: four status bytes at once and after every change (automatic status back). */
export const automaticStatusOn = Uint8Array.of(0x1d, 0x61, 0xff);
export const lineFeed = Uint8Array.of(0x0a);
/** GS r 1: paper sensor, answered in the order of the data – that is what makes it a fence. */
export const fence = Uint8Array.of(0x1d, 0x72, 0x01);
/** DLE ENQ 2: forget the buffers and recover from a (repaired) cutter or other recoverable error. */
export const recoverFromError = Uint8Array.of(0x10, 0x05, 0x02);

/** DLE EOT n: answered at once, also when off line. 1 printer, 2 cause of off line, 3 error, 4 paper. */
export function realTimeStatus(question: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/** GS ! n: width and height of characters, 1–8 times; two-byte characters as well. */
export function characterSize(size: { w: number; h: number }): Uint8Array {
  return Uint8Array.of(0x1d, 0x21, ((size.w - 1) << 4) | (size.h - 1));
}

/** ESC E n. */
export function emphasis(on: boolean): Uint8Array {
  return Uint8Array.of(0x1b, 0x45, on ? 1 : 0);
}

export type Justification = 'left' | 'center' | 'right';

/** ESC a n: only at the start of a line; moves raster images as well. */
export function justify(where: Justification): Uint8Array {
  return Uint8Array.of(0x1b, 0x61, where === 'left' ? 0 : where === 'center' ? 1 : 2);
}

/** ESC J n, as often as needed: paper feed in dots. */
export function feedDots(dots: number): Uint8Array {
  const parts: number[] = [];
  for (let left = Math.round(dots); left > 0; left -= 255) parts.push(0x1b, 0x4a, Math.min(255, left));
  return Uint8Array.from(parts);
}

/** GS V 66 n: feed to the cutter and n dots more, then cut all but one point. */
export function feedAndCut(extraDots: number): Uint8Array {
  return Uint8Array.of(0x1d, 0x56, 0x42, extraDots & 0xff);
}

/** GS v 0: one raster band of `rows` rows of `strideBytes`. Scale 2 draws every dot as 2 × 2 (m = 3). */
export function rasterBand(band: { strideBytes: number; rows: number; bytes: Uint8Array; scale: 1 | 2 }): Uint8Array {
  const { strideBytes, rows } = band;
  const head = Uint8Array.of(
    0x1d,
    0x76,
    0x30,
    band.scale === 2 ? 3 : 0,
    strideBytes & 0xff,
    strideBytes >> 8,
    rows & 0xff,
    rows >> 8,
  );
  return joinBytes([head, withoutRealTimeCommands(band.bytes)]);
}

/** GS ( H function 48: answered `37 22 id 00` when everything before it is printed. `id` is four characters 20–7E. */
export function processId(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...asciiBytes(id.padEnd(4, ' ').slice(0, 4)));
}

const levelByte: Record<QrLevel, number> = { L: 0x30, M: 0x31, Q: 0x32, H: 0x33 };

/** GS ( k 165, 167, 169, 180: model 2, module size, correction level, data. The length counts bytes, not characters. */
export function qrStore(qr: { text: string; moduleDots: number; level: QrLevel }): Uint8Array {
  const data = new TextEncoder().encode(qr.text);
  const length = data.length + 3;
  return joinBytes([
    Uint8Array.of(0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0),
    Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, qr.moduleDots),
    Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x45, levelByte[qr.level]),
    Uint8Array.of(0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30),
    data,
  ]);
}

/** GS ( k 181: print the stored code. */
export const qrPrint = Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30);
/** GS ( k 182: size of the stored code, answered `37 36 … 00`; who answers knows the command. */
export const qrSizeQuestion = Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x52, 0x30);

function asciiBytes(text: string): number[] {
  return Array.from(text, character => {
    const code = character.codePointAt(0) ?? 0x3f;
    return code >= 0x20 && code <= 0x7e ? code : 0x3f;
  });
}
