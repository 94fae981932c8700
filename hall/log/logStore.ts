import type { EventReading, LoggedEvent } from '../domain/event.ts';
import type { HighWaterMarks } from '../domain/syncApi.ts';

/** Where a sender stands with one receiver. `hwm` only means something together with the receiver's incarnation. */
export type PeerProgress = { incarnation: number; hwm: HighWaterMarks };

/** End of one stream in the local log. */
export type StreamEnd = { stream: string; lastSeq: number; lastHash: string };

/** One line of a stream as it travels: the text of the event, kept even where this program cannot read it. */
export type StreamLine = { seq: number; json: string };

/** What the sender needs of a store: the log itself is the outbox, there is no per-row mark. */
export type OutboxStore = {
  /** Ends of all streams in the log, own and received ones. */
  streamEnds(): readonly StreamEnd[];
  /** Events of a stream after `afterSeq`, in order, at most `limit`. */
  readStream(request: { stream: string; afterSeq: number; limit: number }): readonly StreamLine[];
  readPeer(peer: string): PeerProgress | null;
  writePeer(peer: string, progress: PeerProgress): void;
};

/** State of a stream at the receiver before a batch is taken in. */
export type StreamState = { stream: string; hwm: number; lastHash: string };

/** What a receiver has decided to do with a batch; a store carries it out in the same transaction that locked the streams. */
export type IngestPlan = {
  store: readonly { event: LoggedEvent; hash: string; reading: EventReading }[];
  advance: readonly StreamState[];
  missing: readonly { stream: string; from: number; to: number }[];
  quarantined: readonly { stream: string; seq: number; reason: string; raw: string }[];
  forks: readonly { stream: string; seq: number }[];
};
