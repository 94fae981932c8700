import { type BusinessDay, businessDaySchema } from '../domain/businessDay.ts';
import { type Hlc, hlcSchema } from '../domain/event.ts';
import {
  type QueueId,
  queueIdSchema,
  type RequestId,
  requestIdSchema,
  type TicketId,
  ticketIdSchema,
} from '../domain/ids.ts';
import { lastNumber, type Series, seriesSchema } from '../domain/label.ts';
import { type Language, languages } from '../domain/language.ts';
import { crc32 } from './crc32.ts';

/** One number as the witness knows it: enough to put the ticket back word for word. */
export type WitnessRecord = {
  bday: BusinessDay;
  series: Series;
  letter: string;
  /** Counts up for ever within (series, letter) – within the day for the shared series; the number on the slip wraps at 999. */
  ordinal: number;
  ticket: TicketId;
  requestId: RequestId | null;
  queue: QueueId;
  language: Language;
  priority: number;
  issuedAt: number;
  hlc: Hlc;
  code: string;
};

/*
 * 160 bytes: magic 2 · version 1 · letter 1 · series 2 · language 1 · priority 1 · bday 4 · ordinal 4 · code 4 · issuedAt 8 ·
 * hlc 8 · ticket 16 · request 16 · queue 64 · zero 24 · CRC-32 of all that 4. All numbers little-endian.
 */
export const witnessRecordBytes = 160;
const magic = 0x4e57;
const version = 1;
const crcAt = witnessRecordBytes - 4;
const noUuid = '00000000-0000-0000-0000-000000000000';

/** Number on the slip for the n-th one of a series. */
export function numberOf(ordinal: number): number {
  return ((ordinal - 1) % lastNumber) + 1;
}

function putText(bytes: Uint8Array, { at, size, text }: { at: number; size: number; text: string }) {
  if (text.length > size) throw new RangeError(`${text} is longer than ${size}`);
  for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
}

function getText(bytes: Uint8Array, at: number, size: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + size)).replace(/\0+$/, '');
}

function putUuid(bytes: Uint8Array, at: number, uuid: string) {
  const hex = uuid.replaceAll('-', '');
  for (let i = 0; i < 16; i += 1) bytes[at + i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
}

function getUuid(bytes: Uint8Array, at: number): string {
  const hex = [...bytes.subarray(at, at + 16)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Bytes of a record. */
export function encodeWitnessRecord(record: WitnessRecord): Uint8Array {
  const bytes = new Uint8Array(witnessRecordBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, magic, true);
  view.setUint8(2, version);
  putText(bytes, { at: 3, size: 1, text: record.letter });
  putText(bytes, { at: 4, size: 2, text: record.series === 'shared' ? '' : record.series });
  view.setUint8(6, languages.indexOf(record.language));
  view.setUint8(7, record.priority);
  view.setUint32(8, Number(record.bday.replaceAll('-', '')), true);
  view.setUint32(12, record.ordinal, true);
  view.setUint32(16, Number(record.code), true);
  view.setBigUint64(20, BigInt(record.issuedAt), true);
  view.setBigUint64(28, BigInt(record.hlc), true);
  putUuid(bytes, 36, record.ticket);
  putUuid(bytes, 52, record.requestId ?? noUuid);
  putText(bytes, { at: 68, size: 64, text: record.queue });
  view.setUint32(crcAt, crc32(bytes.subarray(0, crcAt)), true);
  return bytes;
}

/** Reads one record; null = these bytes are none (damaged, or room that was never written). */
export function decodeWitnessRecord(bytes: Uint8Array): WitnessRecord | null {
  if (bytes.length < witnessRecordBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, witnessRecordBytes);
  if (view.getUint16(0, true) !== magic || view.getUint8(2) !== version) return null;
  if (view.getUint32(crcAt, true) !== crc32(bytes.subarray(0, crcAt))) return null;
  const day = String(view.getUint32(8, true)).padStart(8, '0');
  const mark = getText(bytes, 4, 2);
  const request = getUuid(bytes, 52);
  return {
    bday: businessDaySchema.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
    series: seriesSchema.parse(mark === '' ? 'shared' : mark),
    letter: getText(bytes, 3, 1),
    ordinal: view.getUint32(12, true),
    ticket: ticketIdSchema.parse(getUuid(bytes, 36)),
    requestId: request === noUuid ? null : requestIdSchema.parse(request),
    queue: queueIdSchema.parse(getText(bytes, 68, 64)),
    language: languages[view.getUint8(6)] ?? 'zh',
    priority: view.getUint8(7),
    issuedAt: Number(view.getBigUint64(20, true)),
    hlc: hlcSchema.parse(view.getBigUint64(28, true).toString()),
    code: String(view.getUint32(16, true)).padStart(6, '0'),
  };
}
