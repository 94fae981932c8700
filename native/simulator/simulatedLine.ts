import { createServer, type Socket } from 'node:net';
import { openPtyPair, type PtyFailure, type PtyPair } from '../kit/ptyPair.ts';
import { err, ok, type Result } from '../kit/result.ts';

/** The device's end of a line: what every simulator of native/ offers. */
export type SimulatedWire = {
  /** Bytes that the host sent. */
  onHostBytes(bytes: Uint8Array): void;
  /** Bytes for the host. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void;
  /** The plug was pulled. */
  disconnected(): void;
};

export type SimulatedLine = {
  /** The pty that a driver opens. */
  readonly path: string;
  isPlugged(): boolean;
  /** Pulls the plug: the pty vanishes and whoever had it open sees a hang-up. */
  unplug(): Promise<void>;
  plugIn(): Promise<Result<void, PtyFailure>>;
  close(): Promise<void>;
};

/** Puts a simulated device behind a pty at `link`, through a TCP server that only socat talks to. */
export async function openSimulatedLine(options: {
  link: string;
  wire: SimulatedWire;
}): Promise<Result<SimulatedLine, PtyFailure>> {
  const { link, wire } = options;
  let socket: Socket | null = null;
  let pty: PtyPair | null = null;

  const server = createServer({ noDelay: true }, connected => {
    socket = connected;
    connected.on('data', chunk => wire.onHostBytes(new Uint8Array(chunk)));
    connected.on('error', () => connected.destroy());
    connected.on('close', () => {
      if (socket !== connected) return;
      socket = null;
      wire.disconnected();
    });
  });
  wire.onOutput(bytes => {
    socket?.write(bytes);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;

  async function plugIn(): Promise<Result<void, PtyFailure>> {
    if (pty !== null) return ok(undefined);
    const opened = await openPtyPair({ link, port });
    if (!opened.ok) return opened;
    const mine = opened.value;
    pty = mine;
    void forgetWhenGone(mine);
    return ok(undefined);
  }

  /** Somebody may kill socat from outside; that is a pulled plug as well. */
  async function forgetWhenGone(mine: PtyPair): Promise<void> {
    await mine.gone;
    if (pty === mine) pty = null;
  }

  async function unplug(): Promise<void> {
    const present = pty;
    pty = null;
    socket?.destroy();
    await present?.close();
  }

  async function close(): Promise<void> {
    await unplug();
    await new Promise(resolve => {
      server.close(resolve);
    });
  }

  const plugged = await plugIn();
  if (!plugged.ok) {
    await close();
    return err(plugged.failure);
  }
  return ok({ path: link, isPlugged: () => pty !== null, unplug, plugIn, close });
}
