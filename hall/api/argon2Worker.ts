import { parentPort } from 'node:worker_threads';
import { argon2id } from '@noble/hashes/argon2.js';
import type { ArgonOrder, ArgonReply } from './argon2.ts';

/* Entry of a thread: a derivation takes 0.2 s, in which the hub would answer nobody. */
parentPort?.on('message', ({ order, pin, salt, cost }: ArgonOrder) => {
  const reply: ArgonReply = { order, key: argon2id(pin, salt, cost) };
  parentPort?.postMessage(reply);
});
