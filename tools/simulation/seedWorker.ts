import { parentPort } from 'node:worker_threads';
import type { Guard } from './guards.ts';
import { playSeed } from './playSeed.ts';

/** One seed to play; `null` ends the worker. */
export type SeedOrder = { seed: number; without: ReadonlySet<Guard> };

const port = parentPort;
if (port === null) throw new Error('this program is a worker of playSeeds');
port.on('message', (order: SeedOrder | null) => {
  if (order === null) return port.close();
  playSeed(order.seed, order.without).then(
    played => port.postMessage(played),
    fault => {
      throw fault;
    },
  );
});
