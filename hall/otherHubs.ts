import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DeviceIdentity, hubAddressSchema } from './domain/enrolment.ts';
import { httpPeer } from './log/httpPeer.ts';
import type { Peer, PeerAnswer } from './log/peer.ts';
import { type Sender, senderPace, startSender } from './log/sender.ts';
import { processTimers } from './log/sources.ts';
import type { HallStore } from './store/hallStore.ts';
import { createDeviceFetch } from './trust/deviceFetch.ts';
import { writePrivateFile } from './trust/privateFile.ts';

const knownSchema = z.record(z.string(), z.array(hubAddressSchema));
/** Under this name stand the addresses of the enrolment, until the hub behind them has said who it is. */
const unnamed = 'enrolment';
const timeoutMs = 5_000;
const helloMs = 1_500;

const pathOf = (dataFolder: string) => join(dataFolder, 'trust/other-hubs.json');

/** Addresses of the other hubs of the hall as they were known last, by the name of the hub. */
export function readOtherHubs(dataFolder: string, identity: DeviceIdentity | null): Record<string, string[]> {
  const path = pathOf(dataFolder);
  if (existsSync(path)) return knownSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return identity === null || identity.hubs.length === 0 ? {} : { [unnamed]: [...identity.hubs] };
}

/** The other hubs of the hall: each gets the whole log of this one, whoever leads. */
export type OtherHubs = {
  addresses(): readonly string[];
  meet(hub: string, addresses: readonly string[]): void;
  /** Signed requests of this hub. */
  readonly fetch: typeof fetch;
  /** The highest term any of them knows; those that are silent do not count. */
  highestTerm(): Promise<number>;
  stop(): void;
};

/** @param options.onTerm told the term of every answer */
export function linkOtherHubs(options: {
  dataFolder: string;
  store: HallStore;
  identity: DeviceIdentity;
  term(): number;
  onTerm(term: number): void;
}): OtherHubs {
  const { dataFolder, store, identity } = options;
  const known = new Map(Object.entries(readOtherHubs(dataFolder, identity)));
  const senders = new Map<string, Sender>();
  const signedFetch = createDeviceFetch({
    identity,
    clock: Date.now,
    term: options.term,
    onAnswer(header) {
      const term = Number(header('hall-term') ?? '0');
      if (Number.isSafeInteger(term)) options.onTerm(term);
    },
  });

  function startFor(hub: string, urls: readonly string[]): void {
    senders.get(hub)?.stop();
    let at = 0;
    async function ask(send: (peer: Peer) => Promise<PeerAnswer>): Promise<PeerAnswer> {
      const baseUrl = urls[at % urls.length] ?? '';
      const answer = await send(httpPeer({ baseUrl, token: null, fetch: signedFetch, timeoutMs }));
      if (answer.is === 'unreachable') at += 1;
      return answer;
    }
    senders.set(
      hub,
      startSender({
        store: store.outbox,
        peer: { push: body => ask(peer => peer.push(body)), askHwm: streams => ask(peer => peer.askHwm(streams)) },
        peerName: `hub ${hub} ${urls.join(' ')}`,
        clock: Date.now,
        timers: processTimers,
        random: Math.random,
        ...senderPace,
      }),
    );
  }

  for (const [hub, urls] of known) if (urls.length > 0) startFor(hub, urls);
  const stopCommitted = store.onCommitted(() => {
    for (const sender of senders.values()) sender.nudge();
  });
  const all = () => [...new Set([...known.values()].flat())];

  return {
    addresses: all,
    fetch: signedFetch,
    meet(hub, addresses) {
      if (addresses.length === 0 || hub === identity.device) return;
      if (JSON.stringify(known.get(hub)) === JSON.stringify(addresses)) {
        senders.get(hub)?.receiverIsBack();
        return;
      }
      known.set(hub, [...addresses]);
      known.delete(unnamed);
      senders.get(unnamed)?.stop();
      senders.delete(unnamed);
      writePrivateFile(pathOf(dataFolder), JSON.stringify(Object.fromEntries(known)));
      startFor(hub, addresses);
    },
    async highestTerm() {
      const terms = await Promise.all(
        all().map(async url => {
          try {
            const answer = await signedFetch(`${url}/v1/hello`, { signal: AbortSignal.timeout(helloMs) });
            await answer.body?.cancel();
            return Number(answer.headers.get('hall-term') ?? '0');
          } catch {
            return 0;
          }
        }),
      );
      return Math.max(0, ...terms.filter(term => Number.isSafeInteger(term)));
    },
    stop() {
      stopCommitted();
      for (const sender of senders.values()) sender.stop();
    },
  };
}
