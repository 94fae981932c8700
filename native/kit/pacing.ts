import type { Clock } from './clock.ts';

/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;

/** Time that `bytes` bytes need on a serial line, in milliseconds. */
export function wireTimeMs(bytes: number, baudRate: number): number {
  return (bytes * bitsPerByte * 1000) / baudRate;
}

/** Pieces of at most this long, so that a reader of the line sees bytes trickle in. */
const pieceMs = 10;
/** The end of a block is waited for in a step of its own, short enough to be exact (see systemClock). */
const exactMs = 1.9;

function nextWaitMs(leftMs: number): number {
  return leftMs <= exactMs ? Math.max(0, leftMs) : Math.min(pieceMs, Math.max(1, leftMs - exactMs));
}

export type Pacer = {
  /** Queues bytes; they leave no faster than the line would carry them. */
  send(bytes: Uint8Array): void;
  /** Forgets what has not left yet (the plug was pulled). */
  clear(): void;
  setBaudRate(baudRate: number | null): void;
};

/**
 * A pty carries 12–31 MB/s whatever speed was set, so a simulator has to be as slow as a real line by itself.
 * `baudRate: null` passes everything on at once.
 */
export function createPacer(options: {
  clock: Clock;
  baudRate: number | null;
  emit: (bytes: Uint8Array) => void;
}): Pacer {
  const { clock, emit } = options;
  let baudRate = options.baudRate;
  let queue: Uint8Array[] = [];
  /** Moment at which the first byte still queued started on the line. */
  let lineStartMs = 0;
  let cancelTimer: (() => void) | null = null;
  /** True while `emit` runs, which may send more. */
  let pumping = false;

  function pump(): void {
    cancelTimer = null;
    pumping = true;
    sendDue();
    pumping = false;
  }

  function sendDue(): void {
    while (queue.length > 0) {
      const head = queue[0];
      if (head === undefined) return;
      const perByteMs = baudRate === null ? 0 : wireTimeMs(1, baudRate);
      const elapsedMs = clock.now() - lineStartMs;
      // A hair of tolerance: timers and floating point may end a microsecond early.
      const arrived = perByteMs === 0 ? head.length : Math.min(head.length, Math.floor(elapsedMs / perByteMs + 1e-6));
      if (arrived === head.length) queue.shift();
      else if (arrived > 0) queue[0] = head.subarray(arrived);
      if (arrived > 0) {
        lineStartMs += arrived * perByteMs;
        emit(head.subarray(0, arrived));
      }
      if (arrived < head.length) {
        const leftMs = (head.length - arrived) * perByteMs - (clock.now() - lineStartMs);
        cancelTimer = clock.setTimer(nextWaitMs(leftMs), pump);
        return;
      }
    }
  }

  return {
    send(bytes) {
      if (bytes.length === 0) return;
      if (queue.length === 0) lineStartMs = clock.now();
      queue.push(new Uint8Array(bytes));
      if (cancelTimer === null && !pumping) pump();
    },
    clear() {
      queue = [];
      cancelTimer?.();
      cancelTimer = null;
    },
    setBaudRate(next) {
      baudRate = next;
    },
  };
}
