import type { BoardCall, BoardEntries, BoardVoice } from '../../hall/domain/boardApi.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';
import { entriesWith } from '../ui/useLive.ts';
import { type BoardAddress, liveUrlOf } from './boardAddress.ts';
import { hearCalls, type HeardCalls } from './hearCalls.ts';
import { keepPageNew } from './keepPageNew.ts';
import type { SoundPlayer } from './soundPlayer.ts';
import { endPlaying, enqueue, playNext, silence, skipOvertaken, type SoundQueue } from './soundQueue.ts';
import { tellSkipped } from './tellSkipped.ts';

export type BoardView = {
  queue: SoundQueue;
  /** Calls that are outlined now, with how often they were recalled: a recall is shown anew. */
  fresh: ReadonlyMap<string, number>;
  /** The browser wants a touch before it plays anything. */
  isBlocked: boolean;
};

/** The board outside of React: what is said, what is outlined. */
export type Board = {
  live: LiveStream<BoardEntries>;
  view: () => BoardView;
  subscribe: (listener: () => void) => () => void;
  /** Called inside a touch. */
  enableSound: () => void;
};

const freshMs = 10_000;
/** The hub beats every 5 s; with one beat missed the badge is there before ten seconds are over. */
const staleAfterMs = 9000;
/** How long words stay when there is no voice to say them. */
const silentReadMs = 6000;
/** Before the hub has said how it speaks. */
const usualVoice: BoardVoice = { volumePercent: 100, repeatAfterMs: 8000, longestWaitMs: 90_000 };
const now = () => performance.now();
const wait = (ms: number) => new Promise<void>(resume => setTimeout(resume, ms));

/** Follows the hub, shows and speaks. One per page, for the life of the page. */
export function createBoard({ address, player }: { address: BoardAddress; player: SoundPlayer }): Board {
  let view: BoardView = { queue: silence, fresh: new Map(), isBlocked: false };
  let heard: HeardCalls = null;
  const listeners = new Set<() => void>();
  // The strip above a counter shows; the board of the area speaks.
  const isMute = address.isSilent || address.shows.at === 'counter';
  const live = openLiveStream<BoardEntries>({
    url: liveUrlOf(address.shows),
    token: null,
    fetch: (...request) => fetch(...request),
    staleAfterMs,
    // Within this time the badge would come anyway; a shorter cut is mended before anybody has read it.
    graceMs: staleAfterMs,
    retryAfterMs: liveBackoffMs,
  });
  const voice = () => live.entry('voice') ?? usualVoice;
  const known = () => entriesWith(live.entries(), 'call:').filter(call => call !== undefined);

  function change(part: Partial<BoardView>): void {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  }

  async function sound({ sound: url }: BoardCall): Promise<void> {
    const { volumePercent } = voice();
    if (url !== null && !isMute && volumePercent > 0) {
      const end = await player.play({ url, volumePercent });
      if (end === 'played') return change({ isBlocked: false });
      if (end === 'blocked') change({ isBlocked: true });
    }
    // Nobody hears it, so it has to be readable for as long.
    await wait(silentReadMs);
  }

  /** Takes out what has been overtaken, and tells the hub why it was not said. */
  function skip(): void {
    const { longestWaitMs } = voice();
    const { queue, skipped } = skipOvertaken(view.queue, { known: known(), nowMs: now(), longestWaitMs });
    if (queue !== view.queue) change({ queue });
    for (const each of skipped) void tellSkipped(each);
  }

  /** Plays until nothing is due; a repeat wakes it again. */
  async function proceed(): Promise<void> {
    for (;;) {
      skip();
      const queue = playNext(view.queue, now());
      if (queue === view.queue || queue.playing === null) return;
      change({ queue });
      await sound(queue.playing.call);
      const ended = endPlaying(view.queue, now(), voice().repeatAfterMs);
      change({ queue: ended });
      if (ended.repeat !== null) setTimeout(() => void proceed(), Math.max(0, ended.repeat.dueAtMs - now()) + 20);
    }
  }

  function hear(): void {
    if (live.link() !== 'live') return;
    const found = hearCalls(heard, known());
    heard = found.heard;
    skip();
    if (found.fresh.length === 0) return;
    const marks = found.fresh.map(({ call, recalls }) => [call as string, recalls] as const);
    change({ queue: enqueue(view.queue, found.fresh, now()), fresh: new Map([...view.fresh, ...marks]) });
    void proceed();
    setTimeout(() => {
      const isOver = (call: string, recalls: number) => marks.some(([c, r]) => c === call && r === recalls);
      change({ fresh: new Map([...view.fresh].filter(([call, recalls]) => !isOver(call, recalls))) });
    }, freshMs);
  }

  async function tryOut(): Promise<void> {
    if (isMute || view.queue.playing !== null) return;
    const end = await player.tryOut();
    if (end !== 'missing') change({ isBlocked: end === 'blocked' });
  }

  live.subscribe(hear);
  void tryOut();
  keepPageNew({ live, isIdle: () => isAtRest(view) });
  return {
    live,
    view: () => view,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enableSound: () => {
      change({ isBlocked: false });
      void tryOut();
    },
  };
}

function isAtRest({ queue, fresh }: BoardView): boolean {
  return queue.playing === null && queue.waiting.length === 0 && queue.repeat === null && fresh.size === 0;
}
