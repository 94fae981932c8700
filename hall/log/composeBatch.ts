import type { OutboxStore, PeerProgress, StreamEnd } from './logStore.ts';

/** How large one push may be. The byte limit counts the UTF-8 of the whole request. */
export type BatchLimits = { maxEvents: number; maxBytes: number };

/** A push ready to travel. `lastSeqs` = the highest line of each stream in it. */
export type Batch = { body: string; count: number; lastSeqs: ReadonlyMap<string, number> };

const encoder = new TextEncoder();
const frameBytes = encoder.encode('{"events":[]}').length;

/** Gathers the next lines of the given streams, in order, up to the limits. At least one line, however large; null = nothing. */
export function composeBatch({
  store,
  streams,
  progress,
  limits,
}: {
  store: OutboxStore;
  streams: readonly StreamEnd[];
  progress: PeerProgress | null;
  limits: BatchLimits;
}): Batch | null {
  const lines: string[] = [];
  const lastSeqs = new Map<string, number>();
  let bytes = frameBytes;
  for (const { stream } of streams) {
    const afterSeq = progress?.hwm[stream] ?? 0;
    for (const line of store.readStream({ stream, afterSeq, limit: limits.maxEvents - lines.length })) {
      const size = encoder.encode(line.json).length + 1;
      if (lines.length > 0 && bytes + size > limits.maxBytes) return finish(lines, lastSeqs);
      lines.push(line.json);
      lastSeqs.set(stream, line.seq);
      bytes += size;
    }
    if (lines.length >= limits.maxEvents) break;
  }
  return lines.length === 0 ? null : finish(lines, lastSeqs);
}

function finish(lines: readonly string[], lastSeqs: ReadonlyMap<string, number>): Batch {
  return { body: `{"events":[${lines.join(',')}]}`, count: lines.length, lastSeqs };
}
