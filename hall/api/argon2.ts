import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { argon2idAsync } from '@noble/hashes/argon2.js';

/** Argon2 parameters: memory in KiB, passes, lanes, bytes of the key. */
export type ArgonCost = { m: number; t: number; p: number; dkLen: number };
export type ArgonOrder = { order: number; pin: string; salt: Uint8Array; cost: ArgonCost };
export type ArgonReply = { order: number; key: Uint8Array };

/** Derives keys one after the other, off the event loop. */
export type Deriver = (request: Omit<ArgonOrder, 'order'>) => Promise<Uint8Array>;

/** Longest turn the event loop is held when no thread can be started. */
const turnMs = 10;

/** Where the thread's program lies: beside this file as source, beside the bundle when built. */
const ownWorker = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'argon2Worker.ts' : 'argon2Worker.js',
);

/**
 * Derives in a thread that is started at the first use and keeps no process alive. Where it cannot be started (a packaged
 * program that may not load it), the work is done here in short turns: signing in must not depend on it.
 */
export function createDeriver(workerPath: string): Deriver {
  const waiting = new Map<
    number,
    { request: Omit<ArgonOrder, 'order'>; done: (key: Uint8Array | Promise<Uint8Array>) => void }
  >();
  let worker: Worker | null = null;
  let isBroken = false;
  let orders = 0;
  const here = ({ pin, salt, cost }: Omit<ArgonOrder, 'order'>) =>
    argon2idAsync(pin, salt, { ...cost, asyncTick: turnMs });

  function giveUp(): void {
    isBroken = true;
    worker = null;
    for (const { request, done } of waiting.values()) done(here(request));
    waiting.clear();
  }

  function started(): Worker {
    if (worker !== null) return worker;
    const thread = new Worker(workerPath);
    thread.on('message', ({ order, key }: ArgonReply) => {
      waiting.get(order)?.done(key);
      waiting.delete(order);
      if (waiting.size === 0) thread.unref();
    });
    thread.once('error', giveUp);
    worker = thread;
    return thread;
  }

  return request =>
    isBroken
      ? here(request)
      : new Promise(done => {
          const order = (orders += 1);
          waiting.set(order, { request, done });
          const thread = started();
          thread.ref();
          thread.postMessage({ order, ...request } satisfies ArgonOrder);
        });
}

/** The one of this process. */
export const deriveKey: Deriver = createDeriver(ownWorker);
