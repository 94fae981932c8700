import type { Clock } from '../kit/clock.ts';
import type { Result } from '../kit/result.ts';
import type { Transport, WriteFailure } from '../kit/transport.ts';
import { joinBytes, realTimeStatus } from './commands.ts';
import { decodeStatus, type HeardReply, type PrinterReply, type StatusQuestion } from './status.ts';

/** A reply has at most 96 bytes; one that has not ended after this long never will. */
const partialReplyMs = 250;
/** A status byte comes within milliseconds; one that is this late will never come. */
const forgottenQuestionMs = 1500;

/** One connection to a printer: bytes out, replies in. */
export type PrinterLine = {
  write(bytes: Uint8Array): Promise<Result<void, WriteFailure>>;
  /** Told of every reply until the returned function is called. */
  listen(listener: (reply: HeardReply) => void): () => void;
  /** Sends `bytes` and waits for the first reply that `accept` takes, at most `timeoutMs`; null when none came. */
  exchange<T>(request: {
    bytes: Uint8Array;
    accept: (reply: HeardReply) => T | null;
    timeoutMs: number;
  }): Promise<T | null>;
  /** Sends DLE EOT n; the answer comes to whoever listens. */
  question(question: StatusQuestion): Promise<Result<void, WriteFailure>>;
  /** DLE EOT n: the status byte, or null. */
  ask(question: StatusQuestion, timeoutMs: number): Promise<number | null>;
  onLost(listener: () => void): () => void;
};

export function createPrinterLine(options: { transport: Transport; clock: Clock }): PrinterLine {
  const { transport, clock } = options;
  const listeners = new Set<(reply: HeardReply) => void>();
  /**
   * Questions on their way, oldest first. Printers answer in order and do not say what: a late answer to the first of two
   * questions, taken for the second, makes "drawer" (DLE EOT 1, bit 2) into "cover open" (DLE EOT 2, bit 2).
   */
  let asked: { question: StatusQuestion; atMs: number }[] = [];
  let pending: Uint8Array = new Uint8Array();
  let cancelPartial: (() => void) | null = null;

  function tell(reply: PrinterReply): void {
    const heard = reply.kind === 'realTime' ? { ...reply, question: answered() } : reply;
    listeners.forEach(listener => listener(heard));
  }

  function answered(): StatusQuestion | null {
    asked = asked.filter(each => clock.now() - each.atMs < forgottenQuestionMs);
    return asked.shift()?.question ?? null;
  }

  function question(n: StatusQuestion): Promise<Result<void, WriteFailure>> {
    asked.push({ question: n, atMs: clock.now() });
    return transport.write(realTimeStatus(n));
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

  function waitFor<T>(request: {
    send: () => Promise<Result<void, WriteFailure>>;
    accept: (reply: HeardReply) => T | null;
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
        const written = await request.send();
        if (!written.ok) finish(null);
      }
    });
  }

  function listen(listener: (reply: HeardReply) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    write: bytes => transport.write(bytes),
    listen,
    question,
    exchange: ({ bytes, accept, timeoutMs }) => waitFor({ send: () => transport.write(bytes), accept, timeoutMs }),
    ask: (n, timeoutMs) =>
      waitFor({
        send: () => question(n),
        accept: reply => (reply.kind === 'realTime' && reply.question === n ? reply.byte : null),
        timeoutMs,
      }),
    onLost: listener => transport.onClose(() => listener()),
  };
}
