import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from './commands.ts';
import { fromHex } from './hex.fixture.ts';
import {
  decodeStatus,
  faultOf,
  fencePaper,
  fromAutomatic,
  type PrinterReply,
  processIdOf,
  unknownCondition,
  withRealTime,
} from './status.ts';

const kinds = (hex: string): string[] => decodeStatus(fromHex(hex)).replies.map(reply => reply.kind);

describe('telling replies apart', () => {
  it.each([
    ['12 16 1A 1E 32 7E 52 72', Array(8).fill('realTime')],
    ['92 9A', ['realTime', 'realTime']],
    ['14 00 00 0F', ['automatic']],
    ['3C 00 00 0F', ['automatic']],
    ['00 03 0C 0F', Array(4).fill('fence')],
    ['37 22 41 30 31 37 00', ['block']],
    ['37 36 32 31 1F 32 31 1F 31 1F 30 00', ['block']],
    ['5F 45 50 4F 53 4E 00', ['identity']],
    ['12 14 00 00 0F 00 37 22 41 30 31 37 00 5F 41 00', ['realTime', 'automatic', 'fence', 'block', 'identity']],
    ['FF 81 12', ['garbage', 'realTime']],
    // The start of automatic status with something else behind it.
    ['14 12', ['garbage', 'realTime']],
    // A head of a block that does not go on like one.
    ['37 12', ['garbage', 'realTime']],
  ])('%s', (hex, expected) => {
    expect(kinds(hex)).toEqual(expected);
  });

  it('waits for the rest of a reply', () => {
    expect(decodeStatus(fromHex('12 14 00'))).toEqual({
      replies: [{ kind: 'realTime', byte: 0x12 }],
      rest: fromHex('14 00'),
    });
  });

  it('gives the same replies however the bytes are cut', () => {
    const reply = fc.constantFrom(
      '12',
      '1E',
      '00',
      '0F',
      '14 00 00 0F',
      '1C 08 00 0F',
      '37 22 41 42 43 44 00',
      '5F 41 42 00',
      'FF',
    );
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 12 }), fc.array(fc.nat(60)), (parts, cuts) => {
        const bytes = fromHex(parts.join(' '));
        const points = [0, ...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const heard: PrinterReply[] = [];
        let rest: Uint8Array = new Uint8Array();
        points.slice(1).forEach((end, i) => {
          const decoded = decodeStatus(joinBytes([rest, bytes.subarray(points[i], end)]));
          heard.push(...decoded.replies);
          rest = decoded.rest;
        });
        const joinGarbage = (replies: PrinterReply[]): string[] =>
          replies.flatMap(each => (each.kind === 'garbage' ? Array.from(each.bytes, String) : [JSON.stringify(each)]));
        expect(joinGarbage(heard)).toEqual(joinGarbage(decodeStatus(bytes).replies));
      }),
    );
  });

  it('never throws and loses no byte of noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const { replies, rest } = decodeStatus(bytes);
        const length = (reply: PrinterReply): number =>
          reply.kind === 'garbage'
            ? reply.bytes.length
            : reply.kind === 'automatic'
              ? 4
              : reply.kind === 'block'
                ? reply.data.length + 3
                : reply.kind === 'identity'
                  ? reply.text.length + 2
                  : 1;
        expect(replies.reduce((sum, reply) => sum + length(reply), rest.length)).toBe(bytes.length);
      }),
    );
  });
});

describe('what replies mean', () => {
  const asked = (...bytes: number[]): ReturnType<typeof faultOf> =>
    faultOf(
      bytes.reduce(
        (condition, byte, i) => withRealTime(condition, { question: (i + 1) as 1 | 2 | 3 | 4, byte }),
        unknownCondition,
      ),
    );

  it('reads the published real-time bytes', () => {
    expect(asked(0x16, 0x12, 0x12, 0x12)).toBeNull();
    expect(asked(0x1e, 0x32, 0x12, 0x7e)).toBe('paper-out');
    expect(asked(0x1e, 0x16, 0x12, 0x12)).toBe('cover-open');
    expect(asked(0x1e, 0x52, 0x1a, 0x12)).toBe('cutter');
    expect(asked(0x1e, 0x52, 0x52, 0x12)).toBe('hot');
    expect(asked(0x1e, 0x52, 0x32, 0x12)).toBe('broken');
    expect(asked(0x1a, 0x12, 0x12, 0x12)).toBe('offline');
    // Near end still prints.
    expect(asked(0x16, 0x12, 0x12, 0x1e)).toBeNull();
  });

  it('knows the slip that nobody took (KP-628E, bit 7)', () => {
    expect(withRealTime(unknownCondition, { question: 1, byte: 0x92 }).slipNotTaken).toBe(true);
  });

  it('reads automatic status', () => {
    expect(faultOf(fromAutomatic([0x14, 0, 0, 0x0f]))).toBeNull();
    expect(faultOf(fromAutomatic([0x1c, 0, 0x0f, 0x0f]))).toBe('paper-out');
    expect(faultOf(fromAutomatic([0x3c, 0, 0, 0x0f]))).toBe('cover-open');
    expect(faultOf(fromAutomatic([0x1c, 0x08, 0, 0x0f]))).toBe('cutter');
    expect(fromAutomatic([0x14, 0, 0x03, 0x0f]).paper).toBe('near-end');
  });

  it('does not take a clone’s 0C or 0F for success', () => {
    expect([0x00, 0x03, 0x0c, 0x0f].map(fencePaper)).toEqual(['ok', 'near-end', 'out', 'out']);
  });

  it('reads a process id', () => {
    const [reply] = decodeStatus(fromHex('37 22 41 30 31 37 00')).replies;
    expect(processIdOf(reply!)).toBe('A017');
  });
});
