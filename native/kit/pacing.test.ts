import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createManualClock } from './manualClock.ts';
import { createPacer, wireTimeMs } from './pacing.ts';

test('1295 bytes take 112 ms at 115200 and 1349 ms at 9600', () => {
  expect(Math.round(wireTimeMs(1295, 115_200))).toBe(112);
  expect(Math.round(wireTimeMs(1295, 9600))).toBe(1349);
});

test('bytes leave in order, none early and none late', async () => {
  const clock = createManualClock();
  const out: { atMs: number; byte: number }[] = [];
  const pacer = createPacer({
    clock,
    baudRate: 9600,
    emit: bytes => bytes.forEach(byte => out.push({ atMs: clock.now(), byte })),
  });
  const sent = Uint8Array.from({ length: 100 }, (_, index) => index);
  pacer.send(sent.subarray(0, 40));
  pacer.send(sent.subarray(40));
  await clock.advance(2000);
  expect(out.map(each => each.byte)).toEqual([...sent]);
  out.forEach((each, index) => expect(each.atMs).toBeGreaterThanOrEqual(wireTimeMs(index + 1, 9600) - 0.001));
  expect(out[99]!.atMs).toBeCloseTo(wireTimeMs(100, 9600), 3);
});

test('real timers never run ahead of the line', async () => {
  const startMs = performance.now();
  await new Promise<void>(resolve => {
    let left = 1295;
    const pacer = createPacer({
      clock: systemClock,
      baudRate: 115_200,
      emit: bytes => {
        left -= bytes.length;
        if (left === 0) resolve();
      },
    });
    pacer.send(new Uint8Array(1295));
  });
  const tookMs = performance.now() - startMs;
  expect(tookMs).toBeGreaterThanOrEqual(112);
  expect(tookMs).toBeLessThan(1000);
});

test('what has not left when the plug is pulled is gone', async () => {
  const clock = createManualClock();
  let count = 0;
  const pacer = createPacer({ clock, baudRate: 9600, emit: bytes => (count += bytes.length) });
  pacer.send(new Uint8Array(96));
  await clock.advance(50);
  pacer.clear();
  await clock.advance(1000);
  expect(count).toBeLessThanOrEqual(48);
});
