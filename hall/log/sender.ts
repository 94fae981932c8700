import { maxBatchBytes, maxBatchEvents } from '../domain/syncApi.ts';
import { type BatchLimits, composeBatch } from './composeBatch.ts';
import type { OutboxStore } from './logStore.ts';
import type { Peer, PeerAnswer } from './peer.ts';
import { applyAck, backlogOf, unsentStreams } from './peerProgress.ts';
import type { Timers, WallClock } from './sources.ts';

/** What a screen or a log may know of a link. `up` = the receiver answered the last time it was asked. */
export type SenderState = {
  link: 'unknown' | 'up' | 'down';
  backlog: number;
  lastAckAt: number | null;
  /** Streams the receiver holds with another history: reported to staff, never merged. */
  forks: number;
  /** Why the link is down, for logs; null while it is up. */
  reason: string | null;
};

export type SenderOptions = {
  store: OutboxStore;
  peer: Peer;
  /** Name under which the progress with this receiver is kept. */
  peerName: string;
  clock: WallClock;
  timers: Timers;
  /** A number in [0, 1). */
  random: () => number;
  /** The loop compares log and receiver this often even when nobody nudges it. */
  everyMs: number;
  /** The receiver is asked where it stands this often, so that a restored one is noticed in a quiet hall. */
  recheckMs: number;
};

export type Sender = {
  /** Something was written: look now instead of at the next round. */
  nudge(): void;
  /** Somebody else has just reached the receiver: ends a back-off, unless the receiver itself had asked for quiet. */
  receiverIsBack(): void;
  state(): SenderState;
  /** Calls `listener` after every change. Returns the way to stop. */
  onState(listener: (state: SenderState) => void): () => void;
  /** After it the store is not touched again, even when a request is still on its way. */
  stop(): void;
};

/** Pace of the protocol: sync design, back-pressure. */
export const senderPace = { everyMs: 5000, recheckMs: 5 * 60_000 };
const backOff = { baseMs: 2000, ceilingMs: 5 * 60_000 };
const hwmRequestStreams = 1000;
const fullLimits: BatchLimits = { maxEvents: maxBatchEvents, maxBytes: maxBatchBytes };

type Next = { is: 'goOn' } | { is: 'pause'; delayMs: number };

function halved(limits: BatchLimits): BatchLimits {
  return {
    maxEvents: Math.max(1, Math.floor(limits.maxEvents / 2)),
    maxBytes: Math.max(8 * 1024, Math.floor(limits.maxBytes / 2)),
  };
}

/** Full jitter: anywhere below the doubled ceiling, so that halls that were cut off together do not come back together. */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(backOff.ceilingMs, backOff.baseMs * 2 ** Math.min(attempt, 20)));
}

/**
 * Sends the log to one receiver for ever. Level-triggered: what is sent follows from comparing stream ends with the
 * receiver's marks, never from a message that could be missed. One request is on its way at a time.
 */
export function startSender(options: SenderOptions): Sender {
  const { store, peer, peerName, clock, timers } = options;
  const listeners = new Set<(state: SenderState) => void>();
  const forked = new Set<string>();
  let state: SenderState = { link: 'unknown', backlog: 0, lastAckAt: null, forks: 0, reason: null };
  let limits = fullLimits;
  let cancelTimer = () => {};
  let running = false;
  let nudged = false;
  let stopped = false;
  let failures = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let quietUntil = Number.NEGATIVE_INFINITY;

  function publish(change: Partial<SenderState>) {
    const next = { ...state, ...change };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const listener of listeners) listener(state);
  }

  /** Takes an answer in and says what comes next. */
  function take(answer: PeerAnswer): Next {
    if (answer.is === 'ack') {
      const before = store.readPeer(peerName);
      const { progress, restored } = applyAck(before, answer.ack);
      const moved = JSON.stringify(before) !== JSON.stringify(progress);
      if (moved) store.writePeer(peerName, progress);
      if (restored) {
        askedAt = Number.NEGATIVE_INFINITY;
        forked.clear();
      }
      for (const fork of answer.ack.forks) forked.add(fork.stream);
      failures = 0;
      publish({ link: 'up', lastAckAt: clock(), forks: forked.size, reason: null });
      // An answer that moves nothing would spin for ever; the next round is soon enough.
      return moved || answer.ack.forks.length > 0 ? { is: 'goOn' } : { is: 'pause', delayMs: options.everyMs };
    }
    if (answer.is === 'refused' && answer.status === 413 && limits.maxEvents > 1) {
      limits = halved(limits);
      return { is: 'goOn' };
    }
    const jittered = retryDelayMs(failures, options.random());
    failures += 1;
    const askedFor = answer.is === 'refused' ? (answer.retryAfterMs ?? 0) : 0;
    quietUntil = clock() + askedFor;
    publish({ link: 'down', reason: answer.is === 'refused' ? `status ${answer.status}` : answer.reason });
    return { is: 'pause', delayMs: Math.max(jittered, askedFor) };
  }

  /** Returns the pause a failure asks for, or null when the receiver has answered. */
  async function askWhereItStands(): Promise<number | null> {
    const streams = store.streamEnds().map(end => end.stream);
    for (let at = 0; at === 0 || at < streams.length; at += hwmRequestStreams) {
      const answer = await peer.askHwm(streams.slice(at, at + hwmRequestStreams));
      if (stopped) return 0;
      const next = take(answer);
      if (answer.is !== 'ack') return next.is === 'pause' ? next.delayMs : options.everyMs;
    }
    askedAt = clock();
    limits = fullLimits;
    return null;
  }

  /** Sends until nothing is left; returns the pause before the next round. */
  async function round(): Promise<number> {
    for (;;) {
      const sinceAsked = clock() - askedAt;
      if (sinceAsked >= options.recheckMs || sinceAsked < 0) {
        const pause = await askWhereItStands();
        if (pause !== null) return pause;
      }
      const progress = store.readPeer(peerName);
      const ends = store.streamEnds();
      publish({ backlog: backlogOf(ends, progress) });
      const streams = unsentStreams(ends, progress).filter(end => !forked.has(end.stream));
      const batch = composeBatch({ store, streams, progress, limits });
      if (batch === null) return options.everyMs;
      const answer = await peer.push(batch.body);
      // Whoever stops the sender may close the store at once: a late answer changes nothing, it is asked for again.
      if (stopped) return options.everyMs;
      const next = take(answer);
      if (next.is === 'pause') return next.delayMs;
    }
  }

  function run() {
    if (running || stopped) return;
    cancelTimer();
    nudged = false;
    running = true;
    void round()
      .catch((error: unknown) => {
        failures += 1;
        if (!stopped) publish({ link: 'down', reason: String(error) });
        return retryDelayMs(failures, options.random());
      })
      .then(rest);
  }

  function rest(pauseMs: number): void {
    running = false;
    if (stopped) return;
    // A nudge never shortens a back-off: a receiver that asked for quiet gets it.
    cancelTimer = timers.setTimer(nudged && failures === 0 ? 0 : pauseMs, run);
  }

  run();
  return {
    nudge() {
      nudged = true;
      if (!running && failures === 0) run();
    },
    receiverIsBack() {
      if (failures === 0 || clock() < quietUntil) return;
      failures = 0;
      if (!running) run();
      else nudged = true;
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
}
