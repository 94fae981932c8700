import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TicketId } from '../domain/ids.ts';
import { decodeWitnessRecord, encodeWitnessRecord, type WitnessRecord, witnessRecordBytes } from './witnessRecord.ts';

/**
 * The journal beside the database: every number once more, in a folder of its own. One flipped bit in SQLite's WAL drops
 * committed tickets and every integrity check still says "ok" (measured, 200 of 200 places); the witness gives them back.
 */
export type Witness = {
  /** False while there is none but a new, empty one: a hub without its witness never goes on with the shared series that day. */
  exists(): boolean;
  /** All records that can be read, in the order they were written. */
  records(): readonly WitnessRecord[];
  holds(ticket: TicketId): boolean;
  /** Writes records with one flush. Only after this may their numbers be seen. Throws when the disk refuses. */
  append(records: readonly WitnessRecord[]): void;
  close(): void;
};

/** Room is written ahead in pieces of this many records, so that a flush moves data only and not the length of the file. */
const recordsAhead = 256;
/** Above this size the journal is rewritten at start with the records that still matter. */
const rewriteBytes = 4 * 1024 * 1024;

function flushFolder(path: string) {
  const folder = openSync(dirname(resolve(path)), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function writeAll(fd: number, bytes: Uint8Array, position: number) {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}

/** Reads the records of a journal. What is damaged is stepped over: later records are found again at the next multiple of their size. */
export function readWitness(path: string): { records: WitnessRecord[]; end: number; size: number } {
  const bytes = new Uint8Array(readFileSync(path));
  const records: WitnessRecord[] = [];
  let end = 0;
  for (let at = 0; at + witnessRecordBytes <= bytes.length; at += witnessRecordBytes) {
    const record = decodeWitnessRecord(bytes.subarray(at, at + witnessRecordBytes));
    if (record === null) continue;
    records.push(record);
    end = at + witnessRecordBytes;
  }
  return { records, end, size: bytes.length };
}

/** Records that can still matter: those of the last two days on file, and the last of every series. */
function worthKeeping(records: readonly WitnessRecord[]): WitnessRecord[] {
  const days = new Set([...new Set(records.map(record => record.bday))].sort().slice(-2));
  const last = new Map(records.map(record => [`${record.series}/${record.letter}`, record]));
  const kept = new Set(last.values());
  return records.filter(record => kept.has(record) || days.has(record.bday));
}

function encoded(records: readonly WitnessRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.length * witnessRecordBytes);
  records.forEach((record, i) => bytes.set(encodeWitnessRecord(record), i * witnessRecordBytes));
  return bytes;
}

function rewrite(path: string, records: readonly WitnessRecord[]) {
  const draft = `${path}.new`;
  const fd = openSync(draft, 'w');
  writeAll(fd, encoded(records), 0);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(draft, path);
  flushFolder(path);
}

/** Opens or creates the journal. Throws when the disk refuses. */
export function openWitness(path: string): Witness {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  const existed = existsSync(path);
  let { records, end, size } = existed ? readWitness(path) : { records: [], end: 0, size: 0 };
  if (size > rewriteBytes) {
    const kept = worthKeeping(records);
    if (kept.length < records.length / 2) {
      rewrite(path, kept);
      records = kept;
      end = kept.length * witnessRecordBytes;
      size = end;
    }
  }
  const fd = openSync(path, existed ? 'r+' : 'w+');
  if (!existed) {
    fsyncSync(fd);
    flushFolder(path);
  }
  const tickets = new Set(records.map(record => record.ticket));

  return {
    exists: () => existed || records.length > 0,
    records: () => records,
    holds: ticket => tickets.has(ticket),
    append(added) {
      const bytes = encoded(added);
      if (end + bytes.length > size) {
        const room = bytes.length + recordsAhead * witnessRecordBytes;
        writeAll(fd, new Uint8Array(room), end);
        fsyncSync(fd);
        size = end + room;
      }
      writeAll(fd, bytes, end);
      fdatasyncSync(fd);
      end += bytes.length;
      for (const record of added) {
        tickets.add(record.ticket);
        records.push(record);
      }
    },
    close: () => closeSync(fd),
  };
}
