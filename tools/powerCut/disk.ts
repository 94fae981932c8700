import type { TraceRecord } from './trace.ts';

/** What the disk may hold at a power cut: everything written, only what was flushed, or any sectors of what was not. */
export type CrashMode = 'everything' | 'flushed' | 'torn';
export type CrashState = ReadonlyMap<string, Uint8Array>;

/** A number in [0, 1). */
export type Chance = () => number;

/** Seeded chance (mulberry32): the same seed is the same crash. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const sectorBytes = 512;

type Change = { is: 'write'; offset: number; data: Uint8Array } | { is: 'truncate'; size: number };

/** Bytes that grow. */
class Image {
  bytes = new Uint8Array(0);
  size = 0;

  apply(change: Change) {
    if (change.is === 'truncate') {
      this.#grow(change.size);
      this.bytes.fill(0, change.size, Math.max(this.size, change.size));
      this.size = change.size;
      return;
    }
    const end = change.offset + change.data.length;
    this.#grow(end);
    this.bytes.set(change.data, change.offset);
    this.size = Math.max(this.size, end);
  }

  #grow(size: number) {
    if (size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(size, this.bytes.length * 2, 65_536));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  copy(): Image {
    const image = new Image();
    image.bytes = this.bytes.slice(0, this.size);
    image.size = this.size;
    return image;
  }
}

type FileOnDisk = { durable: Image; pending: Change[]; flushedOnce: boolean };

/** Keeps any part of what was not flushed: each sector by itself, so that writes are torn, lost and reordered. */
function tear(changes: readonly Change[], chance: Chance): Change[] {
  return changes.flatMap((change): Change[] => {
    if (change.is === 'truncate') return chance() < 0.5 ? [change] : [];
    const kept: Change[] = [];
    for (let at = 0; at < change.data.length; at += sectorBytes)
      if (chance() < 0.5)
        kept.push({ is: 'write', offset: change.offset + at, data: change.data.subarray(at, at + sectorBytes) });
    return kept;
  });
}

/** A disk that knows what was flushed. Feed it the trace in order; ask it at any moment what a cut would leave. */
export class Disk {
  readonly #files = new Map<string, FileOnDisk>();

  apply(record: TraceRecord) {
    switch (record.is) {
      case 'write':
        this.#file(record.path).pending.push({ is: 'write', offset: record.offset, data: record.data });
        return;
      case 'truncate':
        this.#file(record.path).pending.push({ is: 'truncate', size: record.size });
        return;
      case 'sync':
        this.#flush(record.path);
        return;
      case 'rename': {
        const file = this.#files.get(record.path);
        this.#files.delete(record.path);
        if (file !== undefined) this.#files.set(record.to, file);
        return;
      }
      case 'unlink':
        this.#files.delete(record.path);
        return;
      case 'said':
        return;
    }
  }

  /** What the files hold after a power cut now. */
  cut(mode: CrashMode, chance: Chance): CrashState {
    const state = new Map<string, Uint8Array>();
    for (const [path, { durable, pending, flushedOnce }] of this.#files) {
      // A file that was never flushed may not even have a name on the disk.
      if (!flushedOnce && mode !== 'everything' && (mode === 'flushed' || chance() < 0.5)) continue;
      const image = durable.copy();
      const survivors = mode === 'everything' ? pending : mode === 'flushed' ? [] : tear(pending, chance);
      for (const change of survivors) image.apply(change);
      state.set(path, image.bytes.slice(0, image.size));
    }
    return state;
  }

  #file(path: string): FileOnDisk {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file: FileOnDisk = { durable: new Image(), pending: [], flushedOnce: false };
    this.#files.set(path, file);
    return file;
  }

  #flush(path: string) {
    // Folders are flushed too; they have no content of their own here.
    const file = this.#files.get(path);
    if (file === undefined) return;
    for (const change of file.pending) file.durable.apply(change);
    file.pending = [];
    file.flushedOnce = true;
  }
}
