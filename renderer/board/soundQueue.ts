import type { BoardCall } from '../../hall/domain/boardApi.ts';
import type { SkipReason } from '../../hall/domain/boardSkip.ts';

/** What the loudspeaker does, what comes next, and the one repeat that may be pending. Times are of one monotonic clock, in ms. */
export type SoundQueue = {
  playing: { call: BoardCall; isRepeat: boolean } | null;
  /** In the order in which they were called. */
  waiting: readonly { call: BoardCall; sinceMs: number }[];
  repeat: { call: BoardCall; dueAtMs: number } | null;
};

export const silence: SoundQueue = { playing: null, waiting: [], repeat: null };

/** An announcement that is not said, and why. */
export type Skipped = { call: BoardCall; reason: SkipReason };

/** Adds calls; what is playing is never cut off. A recall of a call that still waits only refreshes it. */
export function enqueue(queue: SoundQueue, calls: readonly BoardCall[], nowMs: number): SoundQueue {
  let { waiting, repeat } = queue;
  for (const call of calls) {
    waiting = [...waiting.filter(other => other.call.call !== call.call), { call, sinceMs: nowMs }];
    // It will be said anew, and then has a repeat of its own.
    if (repeat?.call.call === call.call) repeat = null;
  }
  return { ...queue, waiting: waiting.toSorted((a, b) => a.call.calledAt - b.call.calledAt), repeat };
}

/**
 * Leaves out what nobody needs to hear any more: taken back, already at the counter, or waiting for too long. What is
 * playing is said to its end. `known`: the calls the board shows now.
 */
export function skipOvertaken(
  queue: SoundQueue,
  facts: { known: readonly BoardCall[]; nowMs: number; longestWaitMs: number },
): { queue: SoundQueue; skipped: readonly Skipped[] } {
  const now = new Map(facts.known.map(call => [call.call, call]));
  const reasonOf = (call: BoardCall, sinceMs: number): SkipReason | null => {
    const present = now.get(call.call);
    if (present === undefined) return 'withdrawn';
    if (present.at === 'serving') return 'served';
    if (present.at === 'over') return 'over';
    return facts.nowMs - sinceMs > facts.longestWaitMs ? 'too_old' : null;
  };
  const skipped = queue.waiting.flatMap(({ call, sinceMs }) => {
    const reason = reasonOf(call, sinceMs);
    return reason === null ? [] : [{ call, reason }];
  });
  const isRepeatOver = queue.repeat !== null && reasonOf(queue.repeat.call, facts.nowMs) !== null;
  if (skipped.length === 0 && !isRepeatOver) return { queue, skipped };
  const waiting = queue.waiting.filter(({ call }) => !skipped.some(each => each.call === call));
  return { queue: { ...queue, waiting, repeat: isRepeatOver ? null : queue.repeat }, skipped };
}

/** Starts what is due: a new call before any repeat, and a new call makes the repeat of the one before needless. */
export function playNext(queue: SoundQueue, nowMs: number): SoundQueue {
  const { playing, waiting, repeat } = queue;
  if (playing !== null) return queue;
  const [first, ...rest] = waiting;
  if (first !== undefined) return { playing: { call: first.call, isRepeat: false }, waiting: rest, repeat: null };
  if (repeat !== null && repeat.dueAtMs <= nowMs)
    return { playing: { call: repeat.call, isRepeat: true }, waiting, repeat: null };
  return queue;
}

/** Ends what is playing. It is repeated once after a pause (null: never), if nothing else waits. */
export function endPlaying(queue: SoundQueue, nowMs: number, repeatAfterMs: number | null): SoundQueue {
  const { playing, waiting } = queue;
  if (playing === null) return queue;
  const isRepeated = repeatAfterMs !== null && !playing.isRepeat && waiting.length === 0;
  return { playing: null, waiting, repeat: isRepeated ? { call: playing.call, dueAtMs: nowMs + repeatAfterMs } : null };
}

/** The call of which the words are written: being said, or about to be said again. */
export function captioned(queue: SoundQueue): BoardCall | null {
  return queue.playing?.call ?? queue.repeat?.call ?? null;
}
