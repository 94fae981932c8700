import type { BusinessDay } from '../domain/businessDay.ts';
import {
  eventBodies,
  type EventDraft,
  eventVersions,
  type Hlc,
  type KnownEvent,
  type LoggedEvent,
} from '../domain/event.ts';
import type { DeviceId } from '../domain/ids.ts';
import { hashOf } from './hash.ts';
import { tickHlc } from './hybridClock.ts';
import type { RandomBytes, WallClock } from './sources.ts';
import { uuidv7 } from './uuidv7.ts';

/** Where the own stream stands. A value: who could not commit simply keeps the old one. */
export type WriterState = { stream: string; lastSeq: number; lastHash: string; hlc: Hlc };

/** Who writes, and the sources of time and chance. */
export type Author = { device: DeviceId; hall: number; clock: WallClock; random: RandomBytes };

/** One event ready to be stored, with the hash that its successor carries. */
export type WrittenLine = { event: KnownEvent; hash: string };

/** Begins a new stream. Called at every start of the process, so that a restored disk can never fork a stream. */
export function beginStream(author: Author, hlc: Hlc): WriterState {
  return {
    stream: uuidv7({ epochMs: author.clock(), random: author.random }),
    lastSeq: 0,
    lastHash: '',
    hlc,
  };
}

/** `hlc`: the reading these events had when they first happened (put back from the witness), or null for now. */
export type WriteRequest = {
  state: WriterState;
  drafts: readonly EventDraft[];
  bday: BusinessDay;
  hlc: Hlc | null;
};

/** Turns drafts into the next events of the own stream. Pure but for clock and chance; the caller keeps `state` after its COMMIT. */
export function writeEvents(
  author: Author,
  { state, drafts, bday, hlc: given }: WriteRequest,
): { state: WriterState; lines: readonly WrittenLine[] } {
  const lines: WrittenLine[] = [];
  let next = state;
  for (const draft of drafts) {
    const nowMs = author.clock();
    const hlc = given ?? tickHlc(next.hlc, nowMs);
    const envelope: Omit<LoggedEvent, 'type' | 'body'> = {
      id: uuidv7({ epochMs: nowMs, random: author.random }),
      stream: next.stream,
      seq: next.lastSeq + 1,
      dev: author.device,
      hall: author.hall,
      hlc,
      bday,
      v: eventVersions[draft.type],
      prev: next.lastHash,
    };
    // A body its own schema refuses is a bug of ours: it must fail here and not end in every receiver's quarantine.
    const body = eventBodies[draft.type].parse(draft.body);
    const event = { ...envelope, type: draft.type, body } as KnownEvent;
    const hash = hashOf(event);
    lines.push({ event, hash });
    next = { stream: next.stream, lastSeq: event.seq, lastHash: hash, hlc: given === null ? hlc : next.hlc };
  }
  return { state: next, lines };
}
