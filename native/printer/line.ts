import type { Clock } from '../kit/clock.ts';
import type { Result } from '../kit/result.ts';
import type { Transport, WriteFailure } from '../kit/transport.ts';
import { joinBytes, realTimeStatus } from './commands.ts';
import { decodeStatus, type PrinterReply } from './status.ts';

/** A reply has at most 96 bytes; one that has not ended after this long never will. */
const partialReplyMs = 250;

/** One connection to a printer: bytes out, replies in. */
export type PrinterLine = {
  write(bytes: Uint8Array): Promise<Result<void, WriteFailure>>;
  /** Told of every reply until the returned function is called. */
  listen(listener: (reply: PrinterReply) => void): () => void;
  /** Sends `bytes` and waits for the first reply that `accept` takes, at most `timeoutMs`; null when none came. */
  exchange<T>(request: {
    bytes: Uint8Array;
    accept: (reply: PrinterReply) => T | null;
    timeoutMs: number;
  }): Promise<T | null>;
  /** DLE EOT n: the status byte, or null. */
  ask(question: 1 | 2 | 3 | 4, timeoutMs: number): Promise<number | null>;
  onLost(listener: () => void): () => void;
};

export function createPrinterLine(options: { transport: Transport; clock: Clock }): PrinterLine {
  const { transport, clock } = options;
  const listeners = new Set<(reply: PrinterReply) => void>();
  let pending: Uint8Array = new Uint8Array();
  let cancelPartial: (() => void) | null = null;

  function tell(reply: PrinterReply): void {
    listeners.forEach(listener => listener(reply));
  }

  transport.onData(hear);

  function hear(bytes: Uint8Array): void {
    cancelPartial?.();
    cancelPartial = null;
    const { replies, rest } = decodeStatus(joinBytes([pending, bytes]));
    pending = rest;
    for (const reply of replies) tell(reply);
    if (pending.length > 0) cancelPartial = clock.setTimer(partialReplyMs, giveUpPartial);
  }

  /** A reply that began and did not end would swallow the next one: its first byte is noise, the others may be replies. */
  function giveUpPartial(): void {
    const stuck = pending;
    pending = new Uint8Array();
    tell({ kind: 'garbage', bytes: stuck.subarray(0, 1) });
    hear(stuck.slice(1));
  }

  function exchange<T>(request: {
    bytes: Uint8Array;
    accept: (reply: PrinterReply) => T | null;
    timeoutMs: number;
  }): Promise<T | null> {
    return new Promise(resolve => {
      const finish = (value: T | null): void => {
        stop();
        cancel();
        unlisten();
        resolve(value);
      };
      const cancel = clock.setTimer(request.timeoutMs, () => finish(null));
      const unlisten = transport.onClose(() => finish(null));
      const stop = listen(reply => {
        const value = request.accept(reply);
        if (value !== null) finish(value);
      });
      void send();
      async function send(): Promise<void> {
        const written = await transport.write(request.bytes);
        if (!written.ok) finish(null);
      }
    });
  }

  function listen(listener: (reply: PrinterReply) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    write: bytes => transport.write(bytes),
    listen,
    exchange,
    ask: (question, timeoutMs) =>
      exchange({
        bytes: realTimeStatus(question),
        accept: reply => (reply.kind === 'realTime' ? reply.byte : null),
        timeoutMs,
      }),
    onLost: listener => transport.onClose(() => listener()),
  };
}
