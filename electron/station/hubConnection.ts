import { z } from 'zod';
import { type DeviceIdentity, hubAddressSchema } from '../../hall/domain/enrolment.ts';
import { findHubs } from '../../hall/discovery/findHubs.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { fingerprintOf } from '../../hall/trust/authority.ts';
import { createDeviceFetch } from '../../hall/trust/deviceFetch.ts';
import { createHubDirectory } from '../../hall/discovery/hubDirectory.ts';
import { type HubAddress, lastRetryMs } from './hubLink.ts';
import { hardwareMark } from './identity.ts';

/** Which hub this kiosk asks, and how. */
export type HubConnection = {
  address(): HubAddress | null;
  lost(url: string): void;
  /** Addresses the hub has told. */
  learn(urls: readonly string[]): void;
  /** This hub is followed now; true when it is another one than the last time. */
  follows(url: string): boolean;
  /** Looks for hubs on the network; returns the way to stop. */
  search(): () => void;
  readonly lastRetryMs: number;
  /** The key of this machine is used elsewhere too: it may not give numbers of its own series. */
  isCopy(): boolean;
};

/** With several hubs the next one is tried soon: a stand-by may have taken over. */
const severalHubsRetryMs = 1_000;
const searchEveryMs = 30_000;
const addressesDocument = 'hub-addresses';
const addressesSchema = z.array(hubAddressSchema);
const lastHubDocument = 'last-hub';
const copyDocument = 'device-copied';

/** The line of a kiosk that runs its hub itself: a bearer token that never leaves the machine. */
export function ownHubConnection(read: () => HubAddress | null): HubConnection {
  const nothing = () => undefined;
  return {
    address: read,
    lost: nothing,
    learn: nothing,
    follows: () => false,
    search: () => nothing,
    lastRetryMs,
    isCopy: () => false,
  };
}

/** The line of an enrolled kiosk: TLS to any hub of its hall, signed requests, addresses that are learnt and kept. */
export function enrolledHubConnection(ports: {
  identity: DeviceIdentity;
  store: Pick<HallStore, 'readDocument' | 'writeDocument'>;
  clock(): number;
}): HubConnection {
  const { identity, store } = ports;
  const kept = addressesSchema.safeParse(store.readDocument(addressesDocument));
  const directory = createHubDirectory([...(kept.success ? kept.data : []), ...identity.hubs]);
  const isOtherHardware = identity.hardware !== hardwareMark();
  let term = 0;
  /** Of the certificate that was copied: one that was made since is good again. */
  let isCloned = store.readDocument(copyDocument) === identity.certificate;

  const signedFetch = createDeviceFetch({
    identity,
    clock: ports.clock,
    term: () => term,
    onAnswer(header) {
      const told = Number(header('hall-term') ?? '0');
      if (Number.isSafeInteger(told)) term = Math.max(term, told);
      if (header('hall-cloned') !== '1' || isCloned) return;
      isCloned = true;
      store.writeDocument(copyDocument, identity.certificate);
    },
  });
  return {
    address() {
      const url = directory.current();
      return url === null ? null : { url, token: null, fetch: signedFetch };
    },
    lost: directory.lost,
    learn(urls) {
      const before = JSON.stringify(directory.known());
      directory.learn(urls.filter(url => hubAddressSchema.safeParse(url).success));
      if (JSON.stringify(directory.known()) !== before) store.writeDocument(addressesDocument, directory.known());
    },
    follows(url) {
      const before = store.readDocument(lastHubDocument);
      if (before === url) return false;
      store.writeDocument(lastHubDocument, url);
      return before !== null;
    },
    search() {
      const search = findHubs({
        caFingerprint: fingerprintOf(identity.ca),
        everyMs: searchEveryMs,
        onFound: urls => directory.suggest(urls.filter(url => hubAddressSchema.safeParse(url).success)),
      });
      return search.stop;
    },
    lastRetryMs: severalHubsRetryMs,
    isCopy: () => isOtherHardware || isCloned,
  };
}
