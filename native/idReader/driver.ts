import type { Clock } from '../kit/clock.ts';
import { type ConnectionState, createConnection } from '../kit/connection.ts';
import { type DeviceStatus, isSameStatus } from '../kit/deviceStatus.ts';
import { createObservable, type Observable } from '../kit/observable.ts';
import type { Transport, TransportFactory } from '../kit/transport.ts';
import { type AnswerFrame, decodeAnswers, type Garbage, isFrameBegun } from './codec.ts';
import { commandBytes } from './commands.ts';
import { step } from './machine.ts';
import {
  type CardEvent,
  initialReaderState,
  type ReaderEffect,
  type ReaderFault,
  type ReaderInput,
  type ReaderTimings,
} from './readerState.ts';

/** What went over the line besides good answers; since the driver was made. */
type ReaderCounts = {
  /** Bytes that belonged to no frame. */
  readonly garbageBytes: number;
  readonly damagedFrames: number;
  /** Frames nobody had asked for: a fault, or somebody replaying a card on the line. Three are worth an alarm. */
  readonly unaskedFrames: number;
};

export type IdReader = {
  readonly status: Observable<DeviceStatus<ReaderFault>>;
  readonly counts: Observable<ReaderCounts>;
  onCard(listener: (event: CardEvent) => void): () => void;
  start(): void;
  close(): Promise<void>;
};

const pollMs = 300;
const pollsPerStatus = 10;
const faultPollMs = 3000;
/**
 * A frame that stops in the middle for this long will not be completed. Longer than the half second that a
 * frame in two halves was seen to take, shorter than the command's own time-out.
 */
const brokenOffMs = 700;

/** Drives one ID-card reader for ever: finds and reads what is laid on it, and comes back by itself after every loss. */
export function createIdReader(options: { factory: TransportFactory; clock: Clock; baudRate: number }): IdReader {
  const { factory, clock, baudRate } = options;
  const timings: ReaderTimings = { baudRate, pollMs, pollsPerStatus, faultPollMs };
  const connection = createConnection({ factory, clock, random: Math.random });
  const status = createObservable<DeviceStatus<ReaderFault>>({ at: 'offline', reason: 'stopped' });
  const counts = createObservable<ReaderCounts>({ garbageBytes: 0, damagedFrames: 0, unaskedFrames: 0 });
  const cardListeners = new Set<(event: CardEvent) => void>();

  let state = initialReaderState;
  let transport: Transport | null = null;
  let received: Uint8Array = new Uint8Array(0);
  let cancelTimer: (() => void) | null = null;
  let cancelBrokenOff: (() => void) | null = null;
  /** Counts the commands sent. */
  let questions = 0;
  const inputs: ReaderInput[] = [];
  let isStepping = false;

  /** One input at a time: what an effect causes waits until the present step is through. */
  function take(input: ReaderInput): void {
    inputs.push(input);
    if (isStepping) return;
    isStepping = true;
    try {
      for (let each = inputs.shift(); each !== undefined; each = inputs.shift()) {
        const { next, effects } = step(state, each, timings);
        state = next;
        for (const effect of effects) run(effect);
      }
    } finally {
      isStepping = false;
    }
  }

  function run(effect: ReaderEffect): void {
    switch (effect.do) {
      case 'ask':
        questions++;
        forgetReceived();
        armTimer(effect.timeoutMs);
        // A failed write closes the transport, which comes back as an input of its own.
        void transport?.write(commandBytes(effect.command));
        return;
      case 'rest':
        forgetReceived();
        armTimer(effect.forMs);
        return;
      case 'tell':
        for (const listener of cardListeners) listener(effect.event);
        return;
      case 'report':
        if (effect.health === 'good') connection.confirm();
        setStatus(effect.health === 'good' ? { at: 'ready' } : { at: 'faulty', code: effect.health });
        return;
      case 'renew':
        connection.renew();
        return;
      case 'ignore':
        count('unaskedFrames', 1);
    }
  }

  function armTimer(delayMs: number): void {
    cancelTimer?.();
    cancelTimer = clock.setTimer(delayMs, () => take({ is: 'timer' }));
  }

  function forgetReceived(): void {
    received.fill(0);
    received = new Uint8Array(0);
    cancelBrokenOff?.();
    cancelBrokenOff = null;
  }

  function receive(chunk: Uint8Array): void {
    const { decoded, rest } = decodeAnswers(join(received, chunk));
    chunk.fill(0);
    received.fill(0);
    received = rest;
    const asked = questions;
    for (const each of decoded) takeDecoded(each, asked === questions);
    cancelBrokenOff?.();
    cancelBrokenOff = isFrameBegun(received) ? clock.setTimer(brokenOffMs, brokenOff) : null;
  }

  /** What lay in the same chunk behind the answer that led to a new question cannot answer that question. */
  function takeDecoded(each: AnswerFrame | Garbage, isInTime: boolean): void {
    if (each.kind === 'answer') {
      if (isInTime) take({ is: 'answered', answer: each });
      else count('unaskedFrames', 1);
      // The frame held ethnicity, address and photo as well: not even the buffers keep them.
      each.data.fill(0);
      return;
    }
    count('garbageBytes', each.bytes.length);
    if (each.reason === 'noise') return;
    count('damagedFrames', 1);
    if (isInTime) take({ is: 'garbled' });
  }

  function brokenOff(): void {
    count('garbageBytes', received.length);
    count('damagedFrames', 1);
    forgetReceived();
    take({ is: 'garbled' });
  }

  function count(what: keyof ReaderCounts, by: number): void {
    const now = counts.get();
    counts.set({ ...now, [what]: now[what] + by });
  }

  function setStatus(next: DeviceStatus<ReaderFault>): void {
    if (!isSameStatus(status.get(), next)) status.set(next);
  }

  function follow(now: ConnectionState): void {
    if (now.at === 'open') {
      transport = now.transport;
      now.transport.onData(receive);
      take({ is: 'opened' });
      return;
    }
    transport = null;
    cancelTimer?.();
    forgetReceived();
    if (now.at === 'opening') setStatus({ at: 'connecting' });
    else setStatus({ at: 'offline', reason: now.at === 'stopped' ? 'stopped' : now.why });
    take({ is: 'closed' });
  }

  connection.state.subscribe(follow);

  return {
    status,
    counts,
    onCard(listener) {
      cardListeners.add(listener);
      return () => cardListeners.delete(listener);
    },
    start: () => connection.start(),
    close: () => connection.close(),
  };
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first, 0);
  both.set(second, first.length);
  return both;
}
