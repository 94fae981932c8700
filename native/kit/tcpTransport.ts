import { createConnection } from 'node:net';
import { duplexTransport } from './duplexTransport.ts';
import { err, ok } from './result.ts';
import type { OpenFailure, TransportFactory } from './transport.ts';

const writeTimeoutMs = 2000;

/** A device behind a serial-to-network box, or a simulator without a pty. */
export function tcpTransport(options: { host: string; port: number; openTimeoutMs: number }): TransportFactory {
  return () =>
    new Promise(resolve => {
      const socket = createConnection({ host: options.host, port: options.port, noDelay: true });
      const timer = setTimeout(() => {
        socket.destroy();
        resolve(err('timeout'));
      }, options.openTimeoutMs);
      socket.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        resolve(err(toOpenFailure(error.code)));
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        const transport = duplexTransport({
          stream: socket,
          isOpen: () => !socket.destroyed && socket.writable,
          writeTimeoutMs: () => writeTimeoutMs,
          drain: done => done(null),
          destroy: done => {
            socket.destroy();
            done();
          },
        });
        resolve(ok(transport));
      });
    });
}

function toOpenFailure(code: string | undefined): OpenFailure {
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return 'not-found';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'timeout';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return 'failed';
}
