import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitingTrend, type WaitSpan } from './floorTrend.ts';

const span = fc
  .record({ fromMs: fc.integer({ min: 0, max: 200 }), lastedMs: fc.option(fc.integer({ min: 0, max: 200 })) })
  .map(({ fromMs, lastedMs }): WaitSpan => ({ fromMs, toMs: lastedMs === null ? null : fromMs + lastedMs }));

describe('the trend of the waiting', () => {
  it('counts at each instant who had come and not left', () => {
    fc.assert(
      fc.property(fc.array(span), fc.integer({ min: 0, max: 300 }), (spans, nowMs) => {
        const request = { nowMs, stepMs: 10, steps: 12 };
        const counted = waitingTrend(spans, request).map((_, i) => {
          const at = nowMs - (request.steps - 1 - i) * request.stepMs;
          return spans.filter(({ fromMs, toMs }) => fromMs <= at && (toMs === null || toMs > at)).length;
        });
        expect(waitingTrend(spans, request)).toEqual(counted);
      }),
    );
  });
});
