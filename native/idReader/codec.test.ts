import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AnswerFrame,
  decodeAnswers,
  decodeCommands,
  encodeAnswer,
  encodeCommand,
  type Garbage,
  isFrameBegun,
  longestFrame,
} from './codec.ts';

const anyAnswer = fc.record({
  sw1: fc.nat(255),
  sw2: fc.nat(255),
  sw3: fc.nat(255),
  data: fc.uint8Array({ maxLength: 1400 }),
});

/** Feeds the bytes in pieces, as a driver does; garbage in a row is joined, since its pieces depend on the split. */
function decodeInPieces(all: Uint8Array, cuts: readonly number[]): { frames: unknown[]; rest: number[] } {
  const frames: unknown[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  const edges = [...new Set([0, ...cuts.map(cut => cut % (all.length + 1)), all.length])].sort((a, b) => a - b);
  edges.slice(1).forEach((edge, index) => {
    const result = decodeAnswers(new Uint8Array([...rest, ...all.subarray(edges[index], edge)]));
    frames.push(...result.decoded.filter(each => each.kind === 'answer' || each.reason !== 'noise'));
    rest = result.rest;
    expect(rest.length).toBeLessThan(longestFrame);
  });
  return { frames, rest: [...rest] };
}

const stream = fc
  .array(
    fc.oneof(
      anyAnswer.map(frame => encodeAnswer(frame)),
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(
        Uint8Array.of(0xaa),
        Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96),
        Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff),
        Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x00, 0x00, 0x90, 0x95),
      ),
    ),
    { maxLength: 8 },
  )
  .map(pieces => new Uint8Array(pieces.flatMap(piece => [...piece])));

test('any split of the bytes gives the same frames', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat(20_000), { maxLength: 30 }), (all, cuts) => {
      expect(decodeInPieces(all, cuts)).toEqual(decodeInPieces(all, []));
    }),
    { numRuns: 500 },
  );
});

test('byte by byte gives the same frames', () => {
  fc.assert(
    fc.property(stream, all => {
      const everywhere = Array.from({ length: all.length }, (_, index) => index);
      expect(decodeInPieces(all, everywhere)).toEqual(decodeInPieces(all, []));
    }),
    { numRuns: 50 },
  );
});

test('what is encoded comes back, both directions', () => {
  fc.assert(
    fc.property(anyAnswer, frame => {
      expect(decodeAnswers(encodeAnswer(frame)).decoded).toEqual([{ kind: 'answer', ...frame }]);
    }),
  );
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), fc.uint8Array({ maxLength: 32 }), (command, parameter, data) => {
      const frame = { command, parameter, data };
      expect(decodeCommands(encodeCommand(frame)).decoded).toEqual([{ kind: 'command', ...frame }]);
    }),
  );
});

test('10,000 arbitrary inputs never throw, and no byte gets lost', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    // Mostly header bytes, so that the parser is really entered.
    fc
      .array(fc.constantFrom(0xaa, 0x96, 0x69, 0x00, 0x04, 0x90, 0x09, 0xff), { maxLength: 200 })
      .map(list => Uint8Array.from(list)),
  );
  fc.assert(
    fc.property(hostile, buffer => {
      for (const decode of [decodeAnswers, decodeCommands]) {
        const { decoded, rest } = decode(buffer);
        const given = decoded.reduce((sum, each) => sum + sizeOf(each), 0);
        expect(given + rest.length).toBe(buffer.length);
      }
    }),
    { numRuns: 10_000 },
  );
});

function sizeOf(each: AnswerFrame | Garbage | { kind: 'command'; data: Uint8Array }): number {
  if (each.kind === 'garbage') return each.bytes.length;
  return 8 + (each.kind === 'answer' ? 3 : 2) + each.data.length;
}

const good = encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array(0) });

test.each([
  ['noise in front', [1, 2, 0xaa, 0xaa, 0x96], 'noise'],
  ['one AA too many', [0xaa], 'noise'],
  ['a wrong checksum in front', [...good.subarray(0, -1), 0x00], 'bad-checksum'],
  ['an impossible length in front', [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff], 'bad-length'],
  ['a length of nothing in front', [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x00], 'bad-length'],
])('the frame behind %s is found', (_, before, reason) => {
  const { decoded } = decodeAnswers(new Uint8Array([...before, ...good]));
  expect(decoded.at(0)).toMatchObject({ kind: 'garbage', reason });
  expect(decoded.at(-1)).toMatchObject({ kind: 'answer', sw3: 0x90 });
});

test('a frame swallowed by the length of a broken one is found as soon as the length is used up', () => {
  const broken = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x0c, 0x00, 0x00);
  const { decoded } = decodeAnswers(new Uint8Array([...broken, ...good, ...good]));
  expect(decoded.filter(each => each.kind === 'answer').length).toBe(2);
});

test('a header without its frame counts as begun, half a preamble does not', () => {
  expect(isFrameBegun(decodeAnswers(good.subarray(0, 9)).rest)).toBe(true);
  expect(isFrameBegun(decodeAnswers(good.subarray(0, 4)).rest)).toBe(false);
});

test('nothing decoded is a view of the buffer it came in', () => {
  const buffer = Buffer.from(encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: Uint8Array.of(1, 2, 3) }));
  const { decoded } = decodeAnswers(buffer);
  buffer.fill(0xee);
  expect(decoded).toEqual([{ kind: 'answer', sw1: 0, sw2: 0, sw3: 0x90, data: Uint8Array.of(1, 2, 3) }]);
});
