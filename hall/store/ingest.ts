import type { Acknowledgement } from '../domain/syncApi.ts';
import type { KnownEvent } from '../domain/event.ts';
import { eventKey, keysOf, planIngest, streamsOf } from '../log/planIngest.ts';
import type { StreamState } from '../log/logStore.ts';
import type { Session } from './session.ts';

/** Where this database stands for some streams. Only committed rows count. */
export function acknowledge(session: Session, streams: readonly string[]): Acknowledgement {
  const hwm = Object.fromEntries(streams.map(stream => [stream, session.log.streamState(stream)?.hwm ?? 0]));
  return { incarnation: session.facts.incarnation(), hwm, missing: [], quarantined: [], forks: [] };
}

/** Takes in events of others in one transaction; idempotent. Events that claim to continue the own stream are forks. */
export function ingest(
  session: Session,
  batch: readonly unknown[],
): { ack: Acknowledgement; events: readonly KnownEvent[] } {
  const { value: plan, events } = session.write(({ nowMs, arrived, absorb }) => {
    const states = new Map<string, StreamState>();
    const storedHashes = new Map<string, string>();
    for (const stream of streamsOf(batch)) {
      const state = session.log.streamState(stream);
      if (state !== null) states.set(stream, state);
    }
    for (const { stream, seq } of keysOf(batch)) {
      if (seq > (states.get(stream)?.hwm ?? 0)) continue;
      const hash = session.log.storedHash(stream, seq);
      if (hash !== null) storedHashes.set(eventKey(stream, seq), hash);
    }
    const own = session.ownStream();
    const ownEnd = states.get(own)?.hwm ?? 0;
    const forged = keysOf(batch).filter(key => key.stream === own && key.seq > ownEnd);
    const foreign = forged.length === 0 ? batch : batch.filter(event => keysOf([event])[0]?.stream !== own);
    const plan = planIngest({ events: foreign, states, storedHashes });
    const forks = [...plan.forks, ...forged];
    for (const { event, hash, reading } of plan.store) {
      session.log.insert({ event, hash, reading: reading.is }, nowMs);
      absorb(event.hlc);
      if (reading.is !== 'known') continue;
      session.projections.apply(reading.event);
      arrived(reading.event);
    }
    for (const state of plan.advance) session.log.advance(state);
    for (const entry of plan.quarantined) session.log.quarantine(entry, nowMs);
    for (const fork of forks) session.log.noteFork(fork, nowMs);
    return { ...plan, forks };
  });
  const ack: Acknowledgement = {
    ...acknowledge(session, streamsOf(batch)),
    missing: [...plan.missing],
    quarantined: plan.quarantined.flatMap(({ stream, seq, reason }) =>
      stream === '' ? [] : [{ stream, seq, reason }],
    ),
    forks: [...plan.forks],
  };
  return { ack, events };
}
