import { loggedEventSchema, readEvent } from '../../hall/domain/event.ts';
import type { Acknowledgement } from '../../hall/domain/syncApi.ts';
import { keysOf } from '../../hall/log/planIngest.ts';
import type { Peer, PeerAnswer } from '../../hall/log/peer.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import type { Guard } from './guards.ts';
import type { Ledger } from './ledger.ts';
import type { Machine } from './machine.ts';
import type { Network, Reply } from './network.ts';

/** A machine that takes events in, and its name on the network. */
export type Receiver = { name: string; machine: Machine };

const answerTimeoutMs = 10_000;

function isReadable(raw: unknown): boolean {
  const envelope = loggedEventSchema.safeParse(raw);
  return envelope.success && readEvent(envelope.data).is !== 'poison';
}

/** What a receiver without the guard "contiguous-mark" would say: the highest line it was sent. */
function boastful(ack: Acknowledgement, events: readonly unknown[]): Acknowledgement {
  const hwm = { ...ack.hwm };
  for (const { stream, seq } of keysOf(events)) hwm[stream] = Math.max(hwm[stream] ?? 0, seq);
  return { ...ack, hwm, missing: [] };
}

/** Invariant 5: the last line an acknowledgement claims is on file, in the log or in quarantine. */
function checkClaims(store: HallStore, { ledger, name, ack }: { ledger: Ledger; name: string; ack: Acknowledgement }) {
  for (const [stream, mark] of Object.entries(ack.hwm)) {
    if (mark === 0) continue;
    const [line] = store.outbox.readStream({ stream, afterSeq: mark - 1, limit: 1 });
    if (line?.seq !== mark) ledger.violate(5, `${name} acknowledged ${stream}/${mark} and does not have it`);
  }
}

/** The handlers of `POST /v1/events` and `POST /v1/hwm` of one receiver; null = the machine is off. */
export function createReceiver(
  { name, machine }: Receiver,
  { ledger, without }: { ledger: Ledger; without: ReadonlySet<Guard> },
) {
  function acknowledged(store: HallStore, ack: Acknowledgement): PeerAnswer {
    checkClaims(store, { ledger, name, ack });
    ledger.acknowledged(name, ack);
    return { is: 'ack', ack };
  }
  return {
    push(body: string): PeerAnswer | null {
      const store = machine.store();
      if (store === null) return null;
      const { events } = JSON.parse(body) as { events: unknown[] };
      if (without.has('quarantine') && !events.every(isReadable))
        return { is: 'refused', status: 400, retryAfterMs: null };
      const ack = store.ingest(events);
      return acknowledged(store, without.has('contiguous-mark') ? boastful(ack, events) : ack);
    },
    askHwm(streams: readonly string[]): PeerAnswer | null {
      const store = machine.store();
      return store === null ? null : acknowledged(store, store.highWaterMarks(streams));
    },
  };
}

export type ReceiverHandlers = ReturnType<typeof createReceiver>;

/** The receiver as a sender sees it, over the simulated network. */
export function createPeer({
  network,
  from,
  to,
  handlers,
  stillThere,
}: {
  network: Network;
  from: string;
  to: string;
  handlers: ReceiverHandlers;
  stillThere: () => boolean;
}): Peer {
  const answerOf = (reply: Reply<PeerAnswer>): PeerAnswer =>
    reply.is === 'answer' ? reply.value : { is: 'unreachable', reason: reply.is };
  const ask = (name: string, work: () => PeerAnswer | null) =>
    network.ask({ from, to, name, timeoutMs: answerTimeoutMs, work, stillThere }).then(answerOf);
  return {
    push: body => ask('push', () => handlers.push(body)),
    askHwm: streams => ask('hwm', () => handlers.askHwm(streams)),
  };
}
