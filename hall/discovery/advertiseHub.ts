import multicastDns, { type Record } from 'multicast-dns';
import { fingerprintHint, hubService } from './hubService.ts';

const ttl = 120;

/** Announces this hub on the local network and answers those who look for one. A network without multicast is no fault. */
export function advertiseHub(options: {
  /** Name of this hub's device, unique in the hall. */
  device: string;
  hall: number;
  caFingerprint: string;
  /** Asked again for every answer: a PC may get another address. */
  where(): { port: number; addresses: readonly string[] };
  onFault(fault: Error): void;
}): { stop(): void } {
  const { device, hall, caFingerprint } = options;
  const instance = `hall-${hall}-${device}.${hubService}`;
  const host = `hall-${hall}-${device}.local`;
  const socket = multicastDns({ loopback: true });
  const answers: readonly Record[] = [{ name: hubService, type: 'PTR', ttl, data: instance }];
  function tell() {
    const { port, addresses } = options.where();
    if (addresses.length === 0) return;
    const additionals: Record[] = [
      { name: instance, type: 'SRV', ttl, data: { port, target: host } },
      { name: instance, type: 'TXT', ttl, data: [fingerprintHint(caFingerprint)] },
      ...addresses.map(data => ({ name: host, type: 'A' as const, ttl, data })),
    ];
    socket.respond({ answers, additionals });
  }
  // Told once: a network that sends nonsense does so for ever.
  socket.once('error', options.onFault).on('error', () => undefined);
  socket.once('warning', options.onFault).on('warning', () => undefined);
  socket.on('query', ({ questions }) => {
    if (questions.some(({ name, type }) => name === hubService && (type === 'PTR' || type === 'ANY'))) tell();
  });
  tell();
  return { stop: () => socket.destroy() };
}
