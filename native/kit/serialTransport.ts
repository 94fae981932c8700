import { SerialPort } from 'serialport';
import { duplexTransport } from './duplexTransport.ts';
import { wireTimeMs } from './pacing.ts';
import { err, ok, type Result } from './result.ts';
import type { OpenFailure, Transport, TransportFactory } from './transport.ts';

const openTimeoutMs = 5000;
/** On top of the time on the wire; the station answers within a second, a dead line is known after two. */
const writeGraceMs = 2000;

/**
 * Opens a serial port, 8 data bits, no parity, one stop bit. Every connection is a NEW SerialPort: serialport 13 keeps
 * what was written to a dead port and sends it at the next `open()` of the same object – a stale ticket on paper.
 * When a link dies during a read(), serialport neither closes nor tells (it spins on end-of-file), so whoever uses this
 * writes a heartbeat: the next write fails and closes.
 */
export function serialTransport(options: { path: string; baudRate: number }): TransportFactory {
  return async () => {
    const port = new SerialPort({ path: options.path, baudRate: options.baudRate, autoOpen: false });
    const opened = await openPort(port);
    if (!opened.ok) return opened;
    const transport = duplexTransport({
      stream: port,
      isOpen: () => port.isOpen,
      writeTimeoutMs: byteCount => writeGraceMs + wireTimeMs(byteCount, options.baudRate),
      drain: done => port.drain(done),
      destroy: done => (port.isOpen ? port.close(() => done()) : done()),
    });
    // A pty or a USB adapter hands the late opener what was sent before; those bytes answer nothing we asked.
    const flushed = await new Promise<boolean>(resolve => {
      port.flush(error => resolve(!error));
    });
    if (flushed) return ok<Transport>(transport);
    await transport.close();
    return err('failed');
  };
}

function openPort(port: SerialPort): Promise<Result<void, OpenFailure>> {
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      resolve(err('timeout'));
      // It may still open one day; then nobody holds it, so it is closed again.
      port.once('open', () => port.close());
    }, openTimeoutMs);
    port.on('error', () => undefined);
    port.open(error => {
      clearTimeout(timer);
      resolve(error ? err(toOpenFailure(error.message)) : ok(undefined));
    });
  });
}

/** Sorts the operating system's words, as bindings-cpp passes them on. */
function toOpenFailure(message: string): OpenFailure {
  if (/no such (file|device)|file not found/iu.test(message)) return 'not-found';
  if (/cannot lock|busy|temporarily unavailable/iu.test(message)) return 'busy';
  if (/permission|access denied/iu.test(message)) return 'denied';
  return 'failed';
}
