import type { Clock } from '../kit/clock.ts';
import { encodeAnswer } from './codec.ts';
import type { CommandName } from './commands.ts';

export const faultNames = [
  'bad-checksum',
  'bad-length',
  'truncated',
  'halves',
  'garbage-before',
  'silent',
  'slow',
  'twice',
  'pull-card-mid-read',
  'flood',
] as const;

/** `sw-66` and the like answer with that status word. */
export type FaultName = (typeof faultNames)[number] | `sw-${string}`;

/** Goes wrong with the next `times` answers to `on`; `times` null: until it is cleared. */
export type Fault = { readonly name: FaultName; readonly on: CommandName | 'any'; readonly times: number | null };

export function isFaultName(text: string): text is FaultName {
  return faultNames.some(name => name === text) || /^sw-[\da-f]{2}$/iu.test(text);
}

export type Faults = {
  add(fault: Fault): void;
  /** The newest fault that concerns this command, used up by one. */
  take(name: CommandName): Fault | null;
  clear(): void;
  list(): readonly Fault[];
};

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add(fault) {
      faults.unshift(fault);
    },
    take(name) {
      const fault = faults.find(each => each.on === 'any' || each.on === name);
      if (fault === undefined) return null;
      if (fault.times !== null) {
        const left = fault.times - 1;
        faults = faults.flatMap(each => (each === fault ? (left > 0 ? [{ ...fault, times: left }] : []) : [each]));
      }
      return fault;
    },
    clear() {
      faults = [];
    },
    list: () => [...faults],
  };
}

const slowMs = 1500;
const betweenHalvesMs = 500;
/** 40 MB, in pieces as large as a pty passes on. */
const floodPieces = 640;
const floodPieceLength = 65_536;

/** The same noise every time (a linear congruential generator), with many beginnings of a preamble in it. */
const noise = Uint8Array.from({ length: floodPieceLength }, nextNoise(1));

function nextNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 30 === 0 ? 0xaa : state >>> 24;
  };
}

/** Sends `answer` in the way that `fault` says. */
export function applyFault(options: {
  fault: Fault;
  answer: Uint8Array;
  clock: Clock;
  send: (bytes: Uint8Array) => void;
  flood: (bytes: Uint8Array) => void;
}): void {
  const { fault, answer, clock, send, flood } = options;
  const half = Math.floor(answer.length / 2);
  switch (fault.name) {
    case 'bad-checksum':
      return send(changed(answer, answer.length - 1, 0x01));
    case 'bad-length':
      return send(changed(answer, 5, 0x80));
    case 'truncated':
      return send(answer.subarray(0, half));
    case 'halves':
      send(answer.subarray(0, half));
      clock.setTimer(betweenHalvesMs, () => send(answer.subarray(half)));
      return;
    case 'garbage-before':
      return send(Uint8Array.of(0x00, 0xff, 0xaa, 0xaa, 0x96, 0xaa, 0xaa, 0xaa, 0x96, 0xaa, ...answer));
    case 'silent':
      return;
    case 'slow':
      clock.setTimer(slowMs, () => send(answer));
      return;
    case 'twice':
      send(answer);
      return send(answer);
    case 'pull-card-mid-read':
      return send(answer);
    case 'flood':
      for (let piece = 0; piece < floodPieces; piece++) flood(noise);
      return send(answer);
    default:
      return send(
        encodeAnswer({ sw1: 0, sw2: 0, sw3: Number.parseInt(fault.name.slice(3), 16), data: new Uint8Array(0) }),
      );
  }
}

function changed(bytes: Uint8Array, at: number, bits: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ bits;
  return copy;
}
