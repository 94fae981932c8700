import { httpPeer } from '../../hall/log/httpPeer.ts';
import type { OutboxStore } from '../../hall/log/logStore.ts';
import type { Peer, PeerAnswer } from '../../hall/log/peer.ts';
import { type Sender, senderPace, startSender } from '../../hall/log/sender.ts';
import { processTimers } from '../../hall/log/sources.ts';
import type { HubAddress } from './hubLink.ts';

const timeoutMs = 10_000;

/** Sends this kiosk's log to the hub for ever. */
export function syncWithHub(ports: { outbox: OutboxStore; address(): HubAddress | null }): Sender {
  async function ask(send: (peer: Peer) => Promise<PeerAnswer>): Promise<PeerAnswer> {
    const address = ports.address();
    if (address === null) return { is: 'unreachable', reason: 'no credential for the hub yet' };
    return send(httpPeer({ baseUrl: address.url, token: address.token, timeoutMs }));
  }
  return startSender({
    store: ports.outbox,
    peer: { push: body => ask(peer => peer.push(body)), askHwm: streams => ask(peer => peer.askHwm(streams)) },
    peerName: 'hub',
    clock: Date.now,
    timers: processTimers,
    random: Math.random,
    ...senderPace,
  });
}
