import type { BoardCall } from '../../hall/domain/boardApi.ts';

/** What the loudspeaker does, what comes next, and the one repeat that may be pending. */
export type SoundQueue = {
  playing: { call: BoardCall; isRepeat: boolean } | null;
  waiting: readonly BoardCall[];
  repeat: { call: BoardCall; dueAtMs: number } | null;
};

export const silence: SoundQueue = { playing: null, waiting: [], repeat: null };

const repeatAfterMs = 8000;

/** Adds calls; what is playing is never cut off. A recall of a call that still waits only refreshes it. */
export function enqueue(queue: SoundQueue, calls: readonly BoardCall[]): SoundQueue {
  let { waiting, repeat } = queue;
  for (const call of calls) {
    const isWaiting = waiting.some(other => other.call === call.call);
    waiting = isWaiting ? waiting.map(other => (other.call === call.call ? call : other)) : [...waiting, call];
    // It will be said anew, and then has a repeat of its own.
    if (repeat?.call.call === call.call) repeat = null;
  }
  return { ...queue, waiting, repeat };
}

/** Starts what is due: a new call before any repeat, and a new call makes the repeat of the one before needless. */
export function playNext(queue: SoundQueue, nowMs: number): SoundQueue {
  const { playing, waiting, repeat } = queue;
  if (playing !== null) return queue;
  const [first, ...rest] = waiting;
  if (first !== undefined) return { playing: { call: first, isRepeat: false }, waiting: rest, repeat: null };
  if (repeat !== null && repeat.dueAtMs <= nowMs)
    return { playing: { call: repeat.call, isRepeat: true }, waiting, repeat: null };
  return queue;
}

/** Ends what is playing. It is repeated once after eight seconds, if nothing else waits. */
export function endPlaying(queue: SoundQueue, nowMs: number): SoundQueue {
  const { playing, waiting } = queue;
  if (playing === null) return queue;
  const isRepeated = !playing.isRepeat && waiting.length === 0;
  return { playing: null, waiting, repeat: isRepeated ? { call: playing.call, dueAtMs: nowMs + repeatAfterMs } : null };
}

/** The call of which the words are written: being said, or about to be said again. */
export function captioned(queue: SoundQueue): BoardCall | null {
  return queue.playing?.call ?? queue.repeat?.call ?? null;
}
