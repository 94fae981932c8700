import { expect, it } from 'vitest';
import { Respawn } from './respawn.ts';

it('starts a child again quickly, then more and more slowly, and forgives one that was stable', () => {
  const respawn = new Respawn();
  const waits = Array.from({ length: 11 }, () => respawn.waitMs(50));
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000]);
  expect(respawn.waitMs(30_000)).toBe(100);
  expect(respawn.waitMs(10)).toBe(200);
});
