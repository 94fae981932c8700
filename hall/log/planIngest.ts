import { type LoggedEvent, loggedEventSchema, readEvent } from '../domain/event.ts';
import { maxBodyBytes } from '../domain/syncApi.ts';
import { hashOf } from './hash.ts';
import type { IngestPlan, StreamState } from './logStore.ts';

/** What a receiver knows before it takes a batch in. */
export type IngestInput = {
  /** The `events` of a push, unchecked. */
  events: readonly unknown[];
  /** State of the streams of the batch (see {@link streamsOf}); one that is not there is new. */
  states: ReadonlyMap<string, StreamState>;
  /** Stored hash by {@link eventKey}, for events of the batch that are there already: tells a repetition from a fork. */
  storedHashes: ReadonlyMap<string, string>;
};

type Line = { seq: number; raw: unknown; event: LoggedEvent | null; hash: string };

/** Key of one event in {@link IngestInput.storedHashes}. */
export function eventKey(stream: string, seq: number): string {
  return `${stream}/${seq}`;
}

const keySchema = loggedEventSchema.pick({ stream: true, seq: true });

/** `(stream, seq)` of a batch as far as they can be read, for the look-ups that come before {@link planIngest}. */
export function keysOf(events: readonly unknown[]): readonly { stream: string; seq: number }[] {
  return events.flatMap(event => {
    const key = keySchema.safeParse(event);
    return key.success ? [key.data] : [];
  });
}

/** Streams of a batch in sorted order: receivers lock them in this order, so that two relays never wait for each other. */
export function streamsOf(events: readonly unknown[]): readonly string[] {
  return [...new Set(keysOf(events).map(key => key.stream))].sort();
}

/** UTF-8 needs at most three bytes for a UTF-16 unit, so nearly every body is judged without being encoded. */
function isLongerThan(text: string, limitBytes: number): boolean {
  return text.length * 3 > limitBytes && new TextEncoder().encode(text).length > limitBytes;
}

type Draft = {
  store: IngestPlan['store'][number][];
  advance: StreamState[];
  missing: IngestPlan['missing'][number][];
  quarantined: IngestPlan['quarantined'][number][];
  forks: IngestPlan['forks'][number][];
};

function readLines(input: IngestInput, plan: Draft): Map<string, Line[]> {
  const byStream = new Map<string, Line[]>();
  for (const raw of input.events) {
    const key = keySchema.safeParse(raw);
    if (!key.success) {
      plan.quarantined.push({ stream: '', seq: 0, reason: 'no stream and seq', raw: JSON.stringify(raw) ?? 'null' });
      continue;
    }
    const envelope = loggedEventSchema.safeParse(raw);
    const event = envelope.success ? envelope.data : null;
    const lines = byStream.get(key.data.stream) ?? [];
    lines.push({ seq: key.data.seq, raw, event, hash: event === null ? '' : hashOf(event) });
    byStream.set(key.data.stream, lines);
  }
  return byStream;
}

/** Takes one line that continues its stream; returns false when the chain says that it is another history. */
function takeLine(plan: Draft, { line, state }: { line: Line; state: StreamState }): boolean {
  const { event, raw, seq, hash } = line;
  const json = () => JSON.stringify(raw) ?? 'null';
  if (event === null) {
    plan.quarantined.push({ stream: state.stream, seq, reason: 'unreadable envelope', raw: json() });
    return true;
  }
  // After a line without a readable envelope its hash is unknown, and the next link cannot be judged.
  const judged = state.hwm === 0 || state.lastHash !== '';
  if (judged && event.prev !== state.lastHash) return false;
  const reading = isLongerThan(JSON.stringify(event.body), maxBodyBytes)
    ? ({ is: 'poison', reason: `body larger than ${maxBodyBytes} bytes` } as const)
    : readEvent(event);
  plan.store.push({ event, hash, reading });
  if (reading.is === 'poison')
    plan.quarantined.push({ stream: state.stream, seq, reason: reading.reason, raw: json() });
  return true;
}

function planStream(plan: Draft, { lines, state, input }: { lines: Line[]; state: StreamState; input: IngestInput }) {
  lines.sort((a, b) => a.seq - b.seq);
  const stream = state.stream;
  let now = state;
  const taken = new Map<number, string>();
  for (const line of lines) {
    if (line.seq <= now.hwm) {
      const stored = taken.get(line.seq) ?? input.storedHashes.get(eventKey(stream, line.seq));
      if (stored !== undefined && stored !== '' && line.hash !== stored) plan.forks.push({ stream, seq: line.seq });
      continue;
    }
    if (line.seq > now.hwm + 1) {
      plan.missing.push({ stream, from: now.hwm + 1, to: line.seq - 1 });
      break;
    }
    if (!takeLine(plan, { line, state: now })) {
      plan.forks.push({ stream, seq: line.seq });
      break;
    }
    taken.set(line.seq, line.hash);
    now = { stream, hwm: line.seq, lastHash: line.hash };
  }
  if (now.hwm > state.hwm) plan.advance.push(now);
}

/**
 * Decides what to do with a batch. Only the contiguous continuation of a stream is taken; a gap is reported, a
 * repetition ignored, another history reported as a fork. A body that is wrong against a known schema, or an envelope
 * that cannot be read, goes to quarantine and counts as received, so nothing ever blocks what comes behind it.
 * Lines whose reading is `poison` are in `store` as well: they are kept and relayed, but not projected.
 */
export function planIngest(input: IngestInput): IngestPlan {
  const plan: Draft = { store: [], advance: [], missing: [], quarantined: [], forks: [] };
  const byStream = readLines(input, plan);
  for (const stream of [...byStream.keys()].sort()) {
    const state = input.states.get(stream) ?? { stream, hwm: 0, lastHash: '' };
    planStream(plan, { lines: byStream.get(stream) ?? [], state, input });
  }
  return plan;
}
