import type { BoardEntries } from '../../hall/domain/boardApi.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';
import { entriesWith } from '../ui/useLive.ts';
import { type BoardAddress, liveUrlOf } from './boardAddress.ts';
import { hearCalls, type HeardCalls } from './hearCalls.ts';
import type { SoundPlayer } from './soundPlayer.ts';
import { endPlaying, enqueue, playNext, silence, type SoundQueue } from './soundQueue.ts';

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
const staleAfterMs = 10_000;
/** How long words stay when there is no voice to say them. */
const silentReadMs = 6000;
/** A proxy in between may refuse for a while; a board has nobody who would press "again". */
const reloadAfterMs = 30_000;
const now = () => performance.now();
const wait = (ms: number) => new Promise<void>(resume => setTimeout(resume, ms));

/** Follows the hub, shows and speaks. One per page, for the life of the page. */
export function createBoard({ address, player }: { address: BoardAddress; player: SoundPlayer }): Board {
  let view: BoardView = { queue: silence, fresh: new Map(), isBlocked: false };
  let heard: HeardCalls = null;
  const listeners = new Set<() => void>();
  const live = openLiveStream<BoardEntries>({
    url: liveUrlOf(address.shows),
    token: null,
    fetch: (...request) => fetch(...request),
    staleAfterMs,
    // Within this time the badge would come anyway; a shorter cut is mended before anybody has read it.
    graceMs: staleAfterMs,
    retryAfterMs: liveBackoffMs,
  });

  function change(part: Partial<BoardView>): void {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  }

  async function sound(url: string | null): Promise<void> {
    if (url !== null) {
      const end = await player.play(url);
      if (end === 'played') return change({ isBlocked: false });
      if (end === 'blocked') change({ isBlocked: true });
    }
    // Nobody hears it, so it has to be readable for as long.
    await wait(silentReadMs);
  }

  /** Plays until nothing is due; a repeat wakes it again. */
  async function proceed(): Promise<void> {
    for (;;) {
      const queue = playNext(view.queue, now());
      if (queue === view.queue || queue.playing === null) return;
      change({ queue });
      await sound(queue.playing.call.sound);
      const ended = endPlaying(view.queue, now());
      change({ queue: ended });
      if (ended.repeat !== null) setTimeout(() => void proceed(), Math.max(0, ended.repeat.dueAtMs - now()) + 20);
    }
  }

  function hear(): void {
    if (live.link() === 'refused') {
      setTimeout(() => location.reload(), reloadAfterMs);
      return;
    }
    if (live.link() !== 'live') return;
    const calls = entriesWith(live.entries(), 'call:').filter(call => call !== undefined);
    const found = hearCalls(heard, calls);
    heard = found.heard;
    if (found.fresh.length === 0) return;
    const marks = found.fresh.map(({ call, recalls }) => [call as string, recalls] as const);
    change({ queue: enqueue(view.queue, found.fresh), fresh: new Map([...view.fresh, ...marks]) });
    void proceed();
    setTimeout(() => {
      const isOver = (call: string, recalls: number) => marks.some(([c, r]) => c === call && r === recalls);
      change({ fresh: new Map([...view.fresh].filter(([call, recalls]) => !isOver(call, recalls))) });
    }, freshMs);
  }

  async function tryOut(): Promise<void> {
    if (view.queue.playing !== null) return;
    const end = await player.tryOut();
    if (end !== 'missing') change({ isBlocked: end === 'blocked' });
  }

  live.subscribe(hear);
  void tryOut();
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
