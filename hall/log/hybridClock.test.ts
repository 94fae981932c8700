import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHlc, hlcToMs } from '../domain/ticket.ts';
import { absorbHlc, hlcAt, maxAheadMs, tickHlc, zeroHlc } from './hybridClock.ts';
import { uuidv7 } from './uuidv7.ts';

const now = Date.UTC(2026, 10, 22, 2);

describe('hybrid clock', () => {
  it('is later at every tick while the wall clock stands or steps back a little', () => {
    const steps = fc.array(fc.integer({ min: -maxAheadMs / 10, max: 60_000 }), { maxLength: 50 });
    fc.assert(
      fc.property(steps, moves => {
        let wall = now;
        let last = tickHlc(zeroHlc, wall);
        let lowest = 0;
        for (const move of moves) {
          wall += move;
          lowest = Math.min(lowest, wall - now);
          const next = tickHlc(last, wall);
          if (hlcToMs(last) <= wall + maxAheadMs) expect(compareHlc(next, last)).toBeGreaterThan(0);
          expect(hlcToMs(next)).toBeLessThanOrEqual(wall + maxAheadMs);
          last = next;
        }
      }),
    );
  });

  it('counts within one millisecond and carries over', () => {
    const first = tickHlc(zeroHlc, now);
    expect(first).toBe(hlcAt(now));
    expect(tickHlc(first, now)).toBe(hlcAt(now, 1));
    expect(hlcToMs(tickHlc(hlcAt(now, 0xffff), now))).toBe(now + 1);
  });

  it('follows a clock that was set back by more than ten minutes', () => {
    const wrong = tickHlc(zeroHlc, Date.UTC(2099, 0, 1));
    expect(tickHlc(wrong, now)).toBe(hlcAt(now));
  });

  it('absorbs a foreign reading up to ten minutes ahead, and no further', () => {
    const last = hlcAt(now);
    const near = hlcAt(now + maxAheadMs - 1);
    const far = hlcAt(now + maxAheadMs + 1);
    expect(absorbHlc({ last, remote: near, nowMs: now })).toBe(near);
    expect(absorbHlc({ last, remote: far, nowMs: now })).toBe(last);
    expect(absorbHlc({ last, remote: hlcAt(now - 5), nowMs: now })).toBe(last);
    expect(absorbHlc({ last, remote: zeroHlc, nowMs: 0 })).toBe(last);
  });
});

describe('UUID version 7', () => {
  it('carries the time in front, and version and variant where RFC 9562 wants them', () => {
    // The example of RFC 9562 appendix A.6: 0x017F22E279B0, rand_a CC3, rand_b 18C4DC0C0C07398F.
    const bytes = Uint8Array.from(Buffer.from('0000000000000cc318c4dc0c0c07398f', 'hex'));
    expect(uuidv7({ epochMs: 0x017f22e279b0, random: () => bytes })).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time', () => {
    const random = () => new Uint8Array(16).fill(255);
    const ids = [0, 1, 0xffff, 0x1_0000, now, now + 1].map(epochMs => uuidv7({ epochMs, random }));
    expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids);
  });
});
