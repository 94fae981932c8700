import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../hall/domain/boardApi.ts';
import { callIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { hearCalls } from './hearCalls.ts';
import { shiftAt } from './screenCare.ts';

const call = (n: number, calledAt: number, recalls = 0): BoardCall => ({
  call: callIdSchema.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  label: labelSchema.parse(`A${String(n).padStart(3, '0')}`),
  counter: 1,
  area: null,
  at: 'called',
  calledAt,
  recalls,
  captions: [],
  sound: null,
});
const labels = (calls: readonly BoardCall[]) => calls.map(({ label }) => label);

describe('what is new on the board', () => {
  it('is nothing when the page opens, and then every call once', () => {
    const first = hearCalls(null, [call(1, 0)]);
    expect(first.fresh).toEqual([]);
    const second = hearCalls(first.heard, [call(3, 3000), call(2, 2000), call(1, 0)]);
    expect(labels(second.fresh)).toEqual(['A002', 'A003']);
    expect(hearCalls(second.heard, [call(3, 3000), call(2, 2000)]).fresh).toEqual([]);
  });

  it('is also the first call of an empty board, and a recall', () => {
    const empty = hearCalls(null, []);
    const first = hearCalls(empty.heard, [call(1, 5)]);
    expect(labels(first.fresh)).toEqual(['A001']);
    const again = hearCalls(first.heard, [call(1, 5, 1)]);
    expect(labels(again.fresh)).toEqual(['A001']);
    expect(hearCalls(again.heard, [call(1, 5, 1)]).fresh).toEqual([]);
  });

  it('is not what was missed long ago while the line was cut, except a recall', () => {
    const { heard } = hearCalls(null, []);
    const found = hearCalls(heard, [call(1, 0), call(2, 100_000), call(3, 130_000), call(4, 0, 2)]);
    expect(labels(found.fresh)).toEqual(['A004', 'A002', 'A003']);
  });

  it('does not become new again because the hub was empty for a moment', () => {
    const { heard } = hearCalls(null, [call(1, 0)]);
    const gone = hearCalls(heard, []);
    expect(hearCalls(gone.heard, [call(1, 0)]).fresh).toEqual([]);
  });
});

describe('shift of the picture', () => {
  it('is one pixel at most, changes every minute, and comes back', () => {
    const shifts = Array.from({ length: 9 }, (_, minute) => shiftAt(minute * 60_000 + 30_000));
    expect(shifts.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1)).toBe(true);
    for (let i = 1; i < shifts.length; i += 1) expect(shifts[i]).not.toEqual(shifts[i - 1]);
    expect(shifts[8]).toEqual(shifts[0]);
  });
});
