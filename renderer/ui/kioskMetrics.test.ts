import { describe, expect, it } from 'vitest';
import { kioskMetrics } from './kioskMetrics.ts';

const portrait = { widthPx: 1080, heightPx: 1920 };

describe('kioskMetrics', () => {
  it.each([
    { diagonalInch: 21.5, pitchMm: 0.248, unitPx: 42 },
    { diagonalInch: 27, pitchMm: 0.3113, unitPx: 34 },
    { diagonalInch: 32, pitchMm: 0.369, unitPx: 32 },
    { diagonalInch: 43, pitchMm: 0.4958, unitPx: 32 },
  ])('scales text by the pitch of $diagonalInch inch', ({ diagonalInch, pitchMm, unitPx }) => {
    const metrics = kioskMetrics({ ...portrait, diagonalInch, screenBottomMm: 700 });
    expect(metrics.pitchMm).toBeCloseTo(pitchMm, 3);
    expect(metrics.unitPx).toBe(unitPx);
  });

  it.each([
    { diagonalInch: 27, screenBottomMm: 700, reachTopPx: 250, lowTopPx: 635 },
    { diagonalInch: 32, screenBottomMm: 700, reachTopPx: 511, lowTopPx: 836 },
    { diagonalInch: 43, screenBottomMm: 600, reachTopPx: 670, lowTopPx: 912 },
  ])('keeps $diagonalInch inch at $screenBottomMm mm within reach', ({ reachTopPx, lowTopPx, ...mounting }) => {
    const metrics = kioskMetrics({ ...portrait, ...mounting });
    expect(Math.abs(metrics.reachTopPx - reachTopPx)).toBeLessThanOrEqual(1);
    expect(Math.abs(metrics.lowTopPx - lowTopPx)).toBeLessThanOrEqual(1);
  });

  it('keeps a small landscape screen usable: smaller text, never under 4.8 mm capitals or 20 mm targets', () => {
    const { unitPx, pitchMm } = kioskMetrics({
      diagonalInch: 21.5,
      screenBottomMm: 900,
      widthPx: 1920,
      heightPx: 1080,
    });
    expect(unitPx).toBe(36);
    expect(unitPx * 0.714 * pitchMm).toBeGreaterThan(4.8);
    expect((80 * unitPx * pitchMm) / 34).toBeGreaterThan(20);
  });

  it('asks nothing of a screen that is low enough', () => {
    const metrics = kioskMetrics({ diagonalInch: 27, screenBottomMm: 700, widthPx: 1920, heightPx: 1080 });
    expect(metrics.reachTopPx).toBe(0);
  });
});
