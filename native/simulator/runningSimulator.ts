import type { ControlServer } from './controlServer.ts';
import type { SimulatedLine } from './simulatedLine.ts';

/** A simulator that runs: a pty to open and an address to steer it by. */
export type RunningSimulator<C> = {
  readonly path: string;
  readonly controlUrl: string;
  readonly control: C;
  readonly line: SimulatedLine;
  close(): Promise<void>;
};

/** Puts the parts of a running simulator together, and takes them apart again. */
export function runningSimulator<C>(parts: {
  control: C;
  line: SimulatedLine;
  server: ControlServer;
}): RunningSimulator<C> {
  const { control, line, server } = parts;
  return {
    path: line.path,
    controlUrl: server.url,
    control,
    line,
    async close() {
      await server.close();
      await line.close();
    },
  };
}
