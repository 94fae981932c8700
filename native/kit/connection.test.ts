import { expect, test } from 'vitest';
import { type ConnectionState, createConnection } from './connection.ts';
import { createManualClock } from './manualClock.ts';
import { createMemoryTransportPair } from './memoryTransport.ts';
import { err, ok, type Result } from './result.ts';
import type { OpenFailure, Transport } from './transport.ts';

function setUp(outcomes: (OpenFailure | 'opens')[]) {
  const clock = createManualClock();
  const farEnds: Transport[] = [];
  const nearEnds: Transport[] = [];
  const connection = createConnection({
    clock,
    random: () => 0.999,
    factory: (): Promise<Result<Transport, OpenFailure>> => {
      const outcome = outcomes.shift() ?? 'opens';
      if (outcome !== 'opens') return Promise.resolve(err(outcome));
      const [near, far] = createMemoryTransportPair();
      nearEnds.push(near);
      farEnds.push(far);
      return Promise.resolve(ok(near));
    },
  });
  const seen: ConnectionState['at'][] = [];
  connection.state.subscribe(state => seen.push(state.at));
  return { clock, connection, farEnds, nearEnds, seen };
}

test('a lost line is opened again with a new transport', async () => {
  const { clock, connection, farEnds, nearEnds, seen } = setUp([]);
  connection.start();
  await clock.advance(0);
  await farEnds[0]!.close();
  await clock.advance(1000);
  expect(seen).toEqual(['opening', 'open', 'waiting', 'opening', 'open']);
  expect(nearEnds[1]).not.toBe(nearEnds[0]);
  expect(await nearEnds[0]!.write(new Uint8Array([1]))).toEqual(err('closed'));
});

test('an unplugged device is looked for every 1 to 2 seconds however long it is away', async () => {
  const { clock, connection } = setUp(Array.from({ length: 100 }, () => 'not-found'));
  connection.start();
  for (let i = 0; i < 50; i++) {
    await clock.advance(1999);
    const state = connection.state.get();
    expect(state.at === 'waiting' && state.retryInMs <= 2000).toBe(true);
  }
});

test('a device that opens and then stays silent is tried less and less often, up to once a minute', async () => {
  const { clock, connection } = setUp([]);
  connection.start();
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    await clock.advance(0);
    connection.renew();
    const state = connection.state.get();
    if (state.at === 'waiting') waits.push(state.retryInMs);
    await clock.advance(60_000);
  }
  expect(waits).toEqual([999, 1998, 3996, 7992, 15_984, 31_968, 59_940, 59_940, 59_940]);
  connection.confirm();
  connection.renew();
  expect(connection.state.get()).toMatchObject({ at: 'waiting', retryInMs: 999 });
});

test('closing while waiting stops for good', async () => {
  const { clock, connection, seen } = setUp(['busy']);
  connection.start();
  await clock.advance(0);
  await connection.close();
  await clock.advance(120_000);
  expect(seen).toEqual(['opening', 'waiting', 'stopped']);
});
