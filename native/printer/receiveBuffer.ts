/** The few kilobytes in which a printer keeps what it has not worked on yet; what finds no room waits on the line. */
export type ReceiveBuffer = {
  accept(bytes: Uint8Array): void;
  bytes(): Uint8Array;
  /** The first `count` bytes are done with. */
  consume(count: number): void;
  /** Lets more in than there is room for; false when nothing waits on the line. */
  stretch(): boolean;
  clear(): void;
  /** Forgets what waits on the line, too. */
  clearLine(): void;
  heldUpBytes(): number;
};

/** `onRealTime` is told of DLE EOT and DLE ENQ as they enter, wherever they stand: also inside of image data. */
export function createReceiveBuffer(options: {
  sizeBytes: number;
  onRealTime: (command: { code: 'status' | 'recover'; n: number }) => void;
}): ReceiveBuffer {
  let buffer: Uint8Array = new Uint8Array();
  let heldUp: Uint8Array = new Uint8Array();
  let before = 0;
  let last = 0;

  function fill(limit: number): void {
    const count = Math.min(heldUp.length, Math.max(0, limit - buffer.length));
    if (count === 0) return;
    const entering = heldUp.slice(0, count);
    heldUp = heldUp.slice(count);
    buffer = joined(buffer, entering);
    for (const byte of entering) watch(byte);
  }

  function watch(byte: number): void {
    if (before === 0x10 && last === 0x04) options.onRealTime({ code: 'status', n: byte });
    if (before === 0x10 && last === 0x05) options.onRealTime({ code: 'recover', n: byte });
    before = last;
    last = byte;
  }

  return {
    accept(bytes) {
      heldUp = joined(heldUp, bytes);
      fill(options.sizeBytes);
    },
    bytes: () => buffer,
    consume(count) {
      buffer = buffer.slice(count);
      fill(options.sizeBytes);
    },
    stretch() {
      if (heldUp.length === 0) return false;
      fill(buffer.length + options.sizeBytes);
      return true;
    },
    clear() {
      buffer = new Uint8Array();
    },
    clearLine() {
      buffer = new Uint8Array();
      heldUp = new Uint8Array();
    },
    heldUpBytes: () => heldUp.length,
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
