import { afterEach, describe, expect, it } from 'vitest';
import { advertiseHub } from './advertiseHub.ts';
import { findHubs } from './findHubs.ts';

const stops: { stop(): void }[] = [];
afterEach(() => {
  for (const { stop } of stops.splice(0)) stop();
});

const advertise = (caFingerprint: string, port: number) =>
  stops.push(
    advertiseHub({
      device: `hub-${port}`,
      hall: 4021,
      caFingerprint,
      where: () => ({ port, addresses: ['127.0.0.1', '10.0.0.7'] }),
      onFault: () => undefined,
    }),
  );

describe('hubs on the network', () => {
  it('are found by real multicast, those of the own hall only', async () => {
    const [own, other] = ['a'.repeat(64), 'b'.repeat(64)];
    advertise(own, 5401);
    advertise(own, 5402);
    advertise(other, 5403);
    const found = new Set<string>();
    stops.push(
      findHubs({
        caFingerprint: own,
        everyMs: 200,
        onFound: urls => urls.forEach(url => found.add(url)),
      }),
    );
    await expect
      .poll(() => [...found].toSorted(), { timeout: 5000 })
      .toEqual(['https://10.0.0.7:5401', 'https://10.0.0.7:5402', 'https://127.0.0.1:5401', 'https://127.0.0.1:5402']);
  });
});
