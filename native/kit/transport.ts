import type { Result } from './result.ts';

/** `closed`: nothing was sent. `timeout` or `failed`: some of it may have been; the transport is gone afterwards. */
export type WriteFailure = 'closed' | 'timeout' | 'failed';

/** `not-found`: no such path or nobody listening; `busy`: another program has it; `denied`: no right to it. */
export type OpenFailure = 'not-found' | 'busy' | 'denied' | 'timeout' | 'failed';

/** `asked`: we closed it; `lost`: unplugged, hung up or refused a write. */
export type CloseReason = 'asked' | 'lost';

/**
 * A pipe of bytes to one device. Single use: what is closed stays closed, a new one comes from the factory
 * (serialport 13 sends what was written to a dead port at its next `open()`, so objects are never opened twice).
 */
export type Transport = {
  /** Resolves when the operating system has taken the bytes – which is never proof that the device has seen them. */
  write(bytes: Uint8Array): Promise<Result<void, WriteFailure>>;
  /** Bytes start to flow with the first listener. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Told once; at once (next microtask) when already closed. */
  onClose(listener: (reason: CloseReason) => void): () => void;
  close(): Promise<void>;
};

export type TransportFactory = () => Promise<Result<Transport, OpenFailure>>;
