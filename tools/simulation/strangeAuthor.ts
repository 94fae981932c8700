import { hashOf } from '../../hall/log/hash.ts';
import type { OutboxStore, PeerProgress, StreamLine } from '../../hall/log/logStore.ts';
import { hlcAt } from '../../hall/log/hybridClock.ts';
import type { Chance } from './random.ts';

/** A device with another version of the program: some of its events are of a newer kind, wrong, or not to be read at all. */
export type StrangeAuthor = {
  outbox: OutboxStore;
  write(nowMs: number): 'sound' | 'unknown' | 'poison' | 'unreadable';
};

/** Makes an author whose log lives in memory, with a sound chain. */
export function createStrangeAuthor(chance: Chance): StrangeAuthor {
  const stream = chance.uuid();
  const lines: StreamLine[] = [];
  const peers = new Map<string, PeerProgress>();
  let prev = '';
  return {
    outbox: {
      streamEnds: () => (lines.length === 0 ? [] : [{ stream, lastSeq: lines.length, lastHash: prev }]),
      readStream: ({ afterSeq, limit }) => lines.slice(afterSeq, afterSeq + limit),
      readPeer: peer => peers.get(peer) ?? null,
      writePeer: (peer, progress) => void peers.set(peer, progress),
    },
    write(nowMs) {
      const kind = chance.pick(['sound', 'sound', 'unknown', 'poison', 'unreadable'] as const);
      const event = {
        id: chance.uuid(),
        stream,
        seq: lines.length + 1,
        dev: 'strange',
        hall: 4021,
        hlc: kind === 'unreadable' ? 'yesterday' : hlcAt(nowMs),
        bday: '2026-11-22',
        type: kind === 'unknown' ? 'robot.greeted' : 'device.health',
        v: 1,
        prev,
        body: kind === 'poison' ? { device: 7 } : { device: 'strange', state: 'well' },
      };
      lines.push({ seq: event.seq, json: JSON.stringify(event) });
      prev = hashOf(event);
      return kind;
    },
  };
}
