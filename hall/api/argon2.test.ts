import { argon2id } from '@noble/hashes/argon2.js';
import { describe, expect, it } from 'vitest';
import { createDeriver, deriveKey } from './argon2.ts';

const salt = new Uint8Array(16).fill(7);
const cost = { m: 256, t: 2, p: 1, dkLen: 32 };
const key = argon2id('271828', salt, cost);

describe('deriving a key', () => {
  it('answers each of many orders with its own key', async () => {
    const pins = ['271828', '314159', '271828'];
    const keys = await Promise.all(pins.map(pin => deriveKey({ pin, salt, cost })));
    expect(keys.map(one => Buffer.from(one).equals(key))).toEqual([true, false, true]);
  });

  it('does not hold the event loop', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    await deriveKey({ pin: '271828', salt, cost: { m: 19_456, t: 2, p: 1, dkLen: 32 } });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('goes on without its thread', async () => {
    const derive = createDeriver('/no/such/worker.js');
    const keys = await Promise.all([derive({ pin: '271828', salt, cost }), derive({ pin: '271828', salt, cost })]);
    expect(keys).toEqual([key, key]);
    expect(await derive({ pin: '271828', salt, cost })).toEqual(key);
  });
});
