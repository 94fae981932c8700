import { createServer, connect, type Socket } from 'node:net';

/**
 * How a line between a browser and the hub can be. `silent`: open, but nothing passes, like a pulled cable. `refused`: nobody
 * listens. `deaf`: what is asked arrives, the answers are lost.
 */
export type LineState = 'whole' | 'silent' | 'refused' | 'deaf';

export type CutLine = { port: number; become(state: LineState): void; close(): Promise<void> };

/** A line to a port of this machine that can be cut. */
export async function openCutLine(targetPort: number): Promise<CutLine> {
  let state: LineState = 'whole';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer(near => {
    if (state === 'refused') return void near.destroy();
    const far = connect(targetPort, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('data', bytes => {
      if (state === 'whole' || state === 'deaf') far.write(bytes);
    });
    far.on('data', bytes => {
      if (state === 'whole') near.write(bytes);
    });
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    return undefined;
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    become(next) {
      const dropped = next === 'refused' || (next === 'whole' && state !== 'whole');
      state = next;
      // Bytes were lost on these; a healed network makes new connections.
      if (dropped) for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    close: () =>
      new Promise(closed => {
        for (const pair of pairs) for (const socket of pair) socket.destroy();
        server.close(() => closed());
      }),
  };
}
