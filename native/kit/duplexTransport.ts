import type { Duplex } from 'node:stream';
import { err, ok, type Result } from './result.ts';
import type { CloseReason, Transport, WriteFailure } from './transport.ts';

const closeTimeoutMs = 1000;

/**
 * Makes a {@link Transport} of a Node stream that is already open. Serial ports and sockets differ only in the options.
 * Teardown is idempotent: serialport may say 'close' twice and 'error' before it.
 */
export function duplexTransport(options: {
  stream: Duplex;
  isOpen: () => boolean;
  /** How long `byteCount` bytes may take before the line counts as dead. */
  writeTimeoutMs: (byteCount: number) => number;
  /** Waits until the operating system has passed on what was written. */
  drain: (done: (error: Error | null | undefined) => void) => void;
  /** Closes the stream for good; the callback may stay away. */
  destroy: (done: () => void) => void;
}): Transport {
  const { stream } = options;
  const dataListeners = new Set<(bytes: Uint8Array) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  const failPending = new Set<() => void>();
  let closed: CloseReason | null = null;
  let destroyed: Promise<void> | null = null;

  function destroyOnce(): Promise<void> {
    destroyed ??= new Promise<void>(resolve => {
      const timer = setTimeout(resolve, closeTimeoutMs);
      options.destroy(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return destroyed;
  }

  function finish(reason: CloseReason): void {
    if (closed !== null) return;
    closed = reason;
    void destroyOnce();
    for (const fail of failPending) fail();
    dataListeners.clear();
    for (const listener of closeListeners) listener(reason);
    closeListeners.clear();
  }

  stream.on('close', () => finish('lost'));
  stream.on('end', () => finish('lost'));
  // Stays for the life of the stream: a late error without a listener would end the process.
  stream.on('error', () => finish('lost'));

  function write(bytes: Uint8Array): Promise<Result<void, WriteFailure>> {
    if (closed !== null || !options.isOpen()) {
      finish('lost');
      return Promise.resolve(err('closed'));
    }
    return new Promise(resolve => {
      const settle = (result: Result<void, WriteFailure>): void => {
        clearTimeout(timer);
        failPending.delete(fail);
        resolve(result);
        if (!result.ok) finish('lost');
      };
      const fail = (): void => settle(err('failed'));
      const timer = setTimeout(() => settle(err('timeout')), options.writeTimeoutMs(bytes.length));
      failPending.add(fail);
      stream.write(bytes, error => {
        if (error) fail();
        else if (closed === null) options.drain(drainError => (drainError ? fail() : settle(ok(undefined))));
      });
    });
  }

  return {
    write,
    onData(listener) {
      if (closed !== null) return () => undefined;
      if (dataListeners.size === 0 && stream.listenerCount('data') === 0) {
        stream.on('data', (chunk: Uint8Array) => {
          for (const each of dataListeners) each(chunk);
        });
      }
      dataListeners.add(listener);
      return () => dataListeners.delete(listener);
    },
    onClose(listener) {
      if (closed !== null) {
        const reason = closed;
        queueMicrotask(() => listener(reason));
        return () => undefined;
      }
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    async close() {
      finish('asked');
      await destroyOnce();
    },
  };
}
