import { err, ok } from './result.ts';
import type { CloseReason, Transport } from './transport.ts';

/** Two ends of one pipe inside the process; closing one end is `lost` for the other. */
export function createMemoryTransportPair(): readonly [Transport, Transport] {
  const first = createEnd();
  const second = createEnd();
  first.connect(second);
  second.connect(first);
  return [first.transport, second.transport];
}

type End = {
  transport: Transport;
  connect(peer: End): void;
  receive(bytes: Uint8Array): void;
  finish(reason: CloseReason): void;
};

function createEnd(): End {
  const dataListeners = new Set<(bytes: Uint8Array) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  /** Bytes that came before the first listener, as on a stream that is not flowing yet. */
  let waiting: Uint8Array[] = [];
  let closed: CloseReason | null = null;
  let peer: End | null = null;

  const end: End = {
    connect(other) {
      peer = other;
    },
    receive(bytes) {
      if (closed !== null) return;
      if (dataListeners.size === 0) waiting.push(bytes);
      for (const listener of dataListeners) listener(bytes);
    },
    finish(reason) {
      if (closed !== null) return;
      closed = reason;
      waiting = [];
      dataListeners.clear();
      for (const listener of closeListeners) listener(reason);
      closeListeners.clear();
      peer?.finish('lost');
    },
    transport: {
      write(bytes) {
        if (closed !== null) return Promise.resolve(err('closed'));
        const copy = new Uint8Array(bytes);
        // A later turn, as on a real line: the writer never hears its answer while it is still writing.
        queueMicrotask(() => peer?.receive(copy));
        return Promise.resolve(ok(undefined));
      },
      onData(listener) {
        if (closed !== null) return () => undefined;
        dataListeners.add(listener);
        const early = waiting;
        waiting = [];
        for (const bytes of early) listener(bytes);
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
      close() {
        end.finish('asked');
        return Promise.resolve();
      },
    },
  };
  return end;
}
