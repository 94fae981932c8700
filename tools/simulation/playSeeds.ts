import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Guard } from './guards.ts';
import { noSometimes, type Sometimes, sometimesNames, type Violation } from './ledger.ts';
import type { SeedResult } from './playSeed.ts';
import type { SeedOrder } from './seedWorker.ts';

export type SeedsResult = {
  steps: number;
  tickets: number;
  violations: readonly Violation[];
  sometimes: Sometimes;
};

/** Plays `seeds` seeds from `from` on, one at a time on every core. Rejects when a seed throws. */
export async function playSeeds(order: {
  from: number;
  seeds: number;
  without: ReadonlySet<Guard>;
}): Promise<SeedsResult> {
  const { from, seeds, without } = order;
  const sometimes = noSometimes();
  const violations: Violation[] = [];
  let steps = 0;
  let tickets = 0;
  let next = from;

  function take(played: SeedResult): void {
    steps += played.steps;
    tickets += played.tickets;
    violations.push(...played.violations);
    for (const name of sometimesNames) sometimes[name] += played.sometimes[name];
  }

  function work(): Promise<void> {
    const worker = new Worker(new URL('./seedWorker.ts', import.meta.url));
    const askNext = (): void => {
      if (next >= from + seeds) return worker.postMessage(null satisfies SeedOrder | null);
      worker.postMessage({ seed: next, without } satisfies SeedOrder);
      next += 1;
    };
    return new Promise((resolve, reject) => {
      worker.on('message', (played: SeedResult) => {
        take(played);
        askNext();
      });
      worker.on('error', reject);
      worker.on('exit', code => (code === 0 ? resolve() : reject(new Error(`a seed worker ended with ${code}`))));
      askNext();
    });
  }

  await Promise.all(Array.from({ length: Math.min(seeds, availableParallelism()) }, work));
  return { steps, tickets, violations: violations.sort((a, b) => a.seed - b.seed), sometimes };
}
