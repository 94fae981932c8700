import multicastDns, { type Packet } from 'multicast-dns';
import { fingerprintHint, hubService } from './hubService.ts';

/** Addresses of the hubs an answer names that say they are of this hall. */
export function hubsIn({ answers, additionals }: Packet, caFingerprint: string): readonly string[] {
  const records = [...answers, ...additionals];
  const hint = fingerprintHint(caFingerprint);
  return records.flatMap(pointer => {
    if (pointer.type !== 'PTR' || pointer.name !== hubService) return [];
    const isOurs = records.some(
      text => text.type === 'TXT' && text.name === pointer.data && text.data.some(part => textOf(part) === hint),
    );
    return !isOurs
      ? []
      : records.flatMap(place => {
          if (place.type !== 'SRV' || place.name !== pointer.data) return [];
          const { port, target } = place.data;
          return records.flatMap(address =>
            address.type === 'A' && address.name === target ? [`https://${address.data}:${port}`] : [],
          );
        });
  });
}

function textOf(part: Uint8Array | string): string {
  return typeof part === 'string' ? part : new TextDecoder().decode(part);
}

/** Looks for the hubs of this hall, now and every `everyMs`; many networks carry no multicast, so nothing may depend on it. */
export function findHubs(options: { caFingerprint: string; everyMs: number; onFound(urls: readonly string[]): void }): {
  stop(): void;
} {
  const socket = multicastDns({ loopback: true });
  socket.on('error', () => undefined);
  socket.on('warning', () => undefined);
  socket.on('response', packet => {
    const found = hubsIn(packet, options.caFingerprint);
    if (found.length > 0) options.onFound(found);
  });
  const ask = () => socket.query({ questions: [{ name: hubService, type: 'PTR' }] });
  ask();
  const timer = setInterval(ask, options.everyMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      socket.destroy();
    },
  };
}
