import { expect, it } from 'vitest';
import { Respawn } from './respawn.ts';

it('starts a child that never works again more and more slowly, and forgives one that was stable', () => {
  const respawn = new Respawn();
  const waits = Array.from({ length: 11 }, () => respawn.waitMs({ livedMs: 50, wasReady: false }));
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000]);
  expect(respawn.waitMs({ livedMs: 30_000, wasReady: true })).toBe(100);
  expect(respawn.waitMs({ livedMs: 10, wasReady: false })).toBe(200);
});

it('never keeps the hall waiting for a child that works but is killed again and again', () => {
  const respawn = new Respawn();
  const waits = Array.from({ length: 6 }, () => respawn.waitMs({ livedMs: 900, wasReady: true }));
  expect(waits).toEqual([100, 200, 400, 400, 400, 400]);
});
