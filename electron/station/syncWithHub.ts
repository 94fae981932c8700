import { httpPeer } from '../../hall/log/httpPeer.ts';
import type { OutboxStore } from '../../hall/log/logStore.ts';
import type { Peer, PeerAnswer } from '../../hall/log/peer.ts';
import { type Sender, senderPace, startSender } from '../../hall/log/sender.ts';
import { processTimers } from '../../hall/log/sources.ts';
import type { HubAddress } from './hubLink.ts';

const timeoutMs = 10_000;

export type HubSync = Pick<Sender, 'nudge' | 'receiverIsBack' | 'stop'>;

/**
 * Sends this kiosk's log to its hub for ever. What one hub has acknowledged says nothing about another one: each has a
 * sender and marks of its own, and a hub that knows nothing is given the whole log again.
 */
export function syncWithHub(ports: { outbox: OutboxStore; address(): HubAddress | null }): HubSync {
  let current: { name: string; sender: Sender } | null = null;
  let stopped = false;

  /** The hub on this machine keeps its name whatever its address is; its token may appear a moment later. */
  const nameOf = (address: HubAddress | null) => (address === null || address.token !== null ? 'hub' : address.url);

  function start(name: string): Sender {
    async function ask(send: (peer: Peer) => Promise<PeerAnswer>): Promise<PeerAnswer> {
      const address = ports.address();
      if (address === null) return { is: 'unreachable', reason: 'no credential for the hub yet' };
      if (nameOf(address) !== name) return { is: 'unreachable', reason: 'another hub is asked now' };
      const { url, token } = address;
      return send(httpPeer({ baseUrl: url, token, fetch: address.fetch, timeoutMs }));
    }
    return startSender({
      store: ports.outbox,
      peer: { push: body => ask(peer => peer.push(body)), askHwm: streams => ask(peer => peer.askHwm(streams)) },
      peerName: name,
      clock: Date.now,
      timers: processTimers,
      random: Math.random,
      ...senderPace,
    });
  }

  function ofCurrentHub(): Sender {
    const name = nameOf(ports.address());
    if (current !== null && current.name === name) return current.sender;
    current?.sender.stop();
    current = { name, sender: start(name) };
    return current.sender;
  }

  ofCurrentHub();
  return {
    nudge: () => void (stopped || ofCurrentHub().nudge()),
    receiverIsBack: () => void (stopped || ofCurrentHub().receiverIsBack()),
    stop() {
      stopped = true;
      current?.sender.stop();
    },
  };
}
