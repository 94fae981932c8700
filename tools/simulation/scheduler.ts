import { createHash } from 'node:crypto';
import type { Timers } from '../../hall/log/sources.ts';

/** The only order of things in a run: one event after the other, on a clock that nobody waits for. */
export type Scheduler = {
  /** Milliseconds since the run began. */
  now(): number;
  /** Runs `work` after `delayMs`; returns the way to call it off. */
  after(delayMs: number, name: string, work: () => void): () => void;
  timers(name: string): Timers;
  /** Plays all events up to `untilMs`. */
  play(untilMs: number): Promise<void>;
  /** Adds words to the trace. */
  note(words: string): void;
  steps(): number;
  /** SHA-256 over every step and note so far, hex. */
  traceHash(): string;
};

type Entry = { time: number; order: number; name: string; work: () => void };

const before = (a: Entry, b: Entry) => a.time < b.time || (a.time === b.time && a.order < b.order);

/** A binary heap by time, then by order of arrival. */
function createHeap() {
  const heap: Entry[] = [];
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    if (a === undefined || b === undefined) return;
    heap[i] = b;
    heap[j] = a;
  };
  const isBefore = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    return a !== undefined && b !== undefined && before(a, b);
  };
  return {
    first: () => heap[0] ?? null,
    add(entry: Entry) {
      heap.push(entry);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBefore(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    drop() {
      swap(0, heap.length - 1);
      heap.pop();
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        const least = isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(least, i)) return;
        swap(i, least);
        i = least;
      }
    },
  };
}

/** Every promise that can settle has settled: the event loop comes here only with an empty microtask queue. */
const settled = () => new Promise<void>(resolve => setImmediate(resolve));

/** Makes the scheduler of one run. */
export function createScheduler(): Scheduler {
  const heap = createHeap();
  const cancelled = new Set<Entry>();
  const trace = createHash('sha256');
  let now = 0;
  let order = 0;
  let steps = 0;

  const after: Scheduler['after'] = (delayMs, name, work) => {
    order += 1;
    const entry = { time: now + Math.max(0, delayMs), order, name, work };
    heap.add(entry);
    return () => void cancelled.add(entry);
  };
  return {
    now: () => now,
    after,
    timers: name => ({ setTimer: (delayMs, fire) => after(delayMs, name, fire) }),
    async play(untilMs) {
      for (;;) {
        const entry = heap.first();
        if (entry === null || entry.time > untilMs) break;
        heap.drop();
        if (cancelled.delete(entry)) continue;
        now = entry.time;
        steps += 1;
        trace.update(`${now} ${entry.name}\n`);
        entry.work();
        await settled();
      }
      now = untilMs;
    },
    note: words => void trace.update(`${words}\n`),
    steps: () => steps,
    traceHash: () => trace.copy().digest('hex'),
  };
}
