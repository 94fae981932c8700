import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A line between one kiosk and the hub that can be made bad. */
export type FaultProxy = {
  readonly port: number;
  /** `cut`: every connection is torn and none is let through; `mute`: bytes are swallowed, connections stay; `open`: as it should be. */
  become(state: 'open' | 'cut' | 'mute'): void;
  close(): Promise<void>;
};

/** Listens on a free port of loopback and hands everything on to `target`. */
export async function openFaultProxy(target: () => number): Promise<FaultProxy> {
  let state: 'open' | 'cut' | 'mute' = 'open';
  const sockets = new Set<Socket>();

  function join(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on('data', bytes => {
      if (state === 'open') to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  const server = createServer(inside => {
    if (state === 'cut') {
      inside.destroy();
      return;
    }
    const outside = connect(target(), '127.0.0.1');
    join(inside, outside);
    join(outside, inside);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    become(next) {
      // Bytes were swallowed: a connection that went on after it would be a corrupt one, which TCP never gives.
      if (next === 'cut' || state === 'mute') for (const socket of sockets) socket.destroy();
      state = next;
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
