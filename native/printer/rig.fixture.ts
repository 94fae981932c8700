import { createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '../kit/clock.ts';
import { createMemoryTransportPair } from '../kit/memoryTransport.ts';
import { openPtyPair, type PtyPair } from '../kit/ptyPair.ts';
import { err, ok } from '../kit/result.ts';
import { serialTransport } from '../kit/serialTransport.ts';
import type { Transport, TransportFactory } from '../kit/transport.ts';
import { createSlipPrinter, type PrinterStatus, type SlipPrinter } from './driver.ts';
import { createPrinterSimulator } from './simulator.ts';
import type { PrinterSimulator } from './simulatorControl.ts';

/** A driver and a printer at the two ends of a line. */
export type Rig = {
  printer: SlipPrinter;
  simulator: PrinterSimulator;
  /** Resolves when the status satisfies `wanted`. */
  until(wanted: (status: PrinterStatus) => boolean): Promise<PrinterStatus>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Puts raw bytes on the line towards the host. */
  noise(bytes: Uint8Array): void;
  close(): Promise<void>;
};

const speedMmPerS = 400;

function printerOn(factory: TransportFactory, baudRate: number): SlipPrinter {
  const printer = createSlipPrinter({
    factory,
    clock: systemClock,
    random: () => 0.01,
    baudRate,
    speedMmPerS,
    qr: 'dots',
    fragmentPossible: false,
    fontFolders: null,
  });
  printer.start();
  return printer;
}

function waitFor(printer: SlipPrinter, wanted: (status: PrinterStatus) => boolean): Promise<PrinterStatus> {
  return new Promise(resolve => {
    const now = printer.status.get();
    if (wanted(now)) {
      resolve(now);
      return;
    }
    const stop = printer.status.subscribe(status => {
      if (!wanted(status)) return;
      stop();
      resolve(status);
    });
  });
}

/** Both ends in memory, as fast as possible. */
export function memoryRig(): Rig {
  const simulator = createPrinterSimulator({
    widthMm: 80,
    clock: systemClock,
    speedMmPerS,
    baudRate: null,
    bufferBytes: 4096,
  });
  let far: Transport | null = null;
  let isPlugged = true;
  simulator.onOutput(bytes => void far?.write(bytes));
  const printer = printerOn(() => {
    if (!isPlugged) return Promise.resolve(err('failed'));
    const [near, other] = createMemoryTransportPair();
    far = other;
    other.onData(simulator.onHostBytes);
    other.onClose(() => simulator.disconnected());
    return Promise.resolve(ok(near));
  }, 1_000_000);
  return {
    printer,
    simulator,
    until: wanted => waitFor(printer, wanted),
    async unplug() {
      isPlugged = false;
      await far?.close();
    },
    plugIn() {
      isPlugged = true;
      return Promise.resolve();
    },
    noise: bytes => void far?.write(bytes),
    close: () => printer.close(),
  };
}

/** A real serial port on a real pty, at 115 200 baud. */
export async function ptyRig(options: { link: string; port: number }): Promise<Rig> {
  const baudRate = 115_200;
  const simulator = createPrinterSimulator({
    widthMm: 80,
    clock: systemClock,
    speedMmPerS,
    baudRate,
    bufferBytes: 4096,
  });
  let socket: Socket | null = null;
  let pty: PtyPair | null = null;
  const server: Server = createServer({ noDelay: true }, connected => {
    socket = connected;
    connected.on('data', chunk => simulator.onHostBytes(new Uint8Array(chunk)));
    connected.on('error', () => connected.destroy());
    connected.on('close', () => simulator.disconnected());
  });
  simulator.onOutput(bytes => {
    if (socket?.writable === true) socket.write(bytes);
  });
  await new Promise<void>(resolve => {
    server.listen(options.port, '127.0.0.1', resolve);
  });
  async function plugIn(): Promise<void> {
    const opened = await openPtyPair(options);
    if (!opened.ok) throw new Error(opened.failure);
    pty = opened.value;
  }
  await plugIn();
  const printer = printerOn(serialTransport({ path: options.link, baudRate }), baudRate);
  async function unplug(): Promise<void> {
    socket?.destroy();
    await pty?.close();
    pty = null;
  }
  return {
    printer,
    simulator,
    until: wanted => waitFor(printer, wanted),
    unplug,
    plugIn,
    noise: bytes => void socket?.write(bytes),
    async close() {
      await printer.close();
      await unplug();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
