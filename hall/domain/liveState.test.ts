import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveMessageSchema } from './live.ts';
import { applyLive, diffEntries, emptyLiveState, type LiveState } from './liveState.ts';

const value = fc.oneof(fc.integer(), fc.string(), fc.record({ at: fc.string(), n: fc.integer() }), fc.constant(null));
const key = fc.constantFrom('hall', 'queue:a', 'queue:b', 'constructor', 'toString');
const entries = fc.dictionary(key, value);
const present = (state: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));

describe('live state', () => {
  it('follows from a snapshot and the differences', () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 8 }), steps => {
        let state: LiveState | null = applyLive(emptyLiveState, { is: 'snapshot', revision: 0, entries: steps[0]! });
        let revision = 0;
        for (let i = 1; i < steps.length; i += 1) {
          const changes = diffEntries(steps[i - 1]!, steps[i]!);
          if (changes !== null) {
            revision += 1;
            state = applyLive(state!, { is: 'patch', revision, changes });
          }
          expect(present(state!.entries)).toEqual(present(steps[i]!));
        }
      }),
    );
  });

  it('has no difference to itself', () => {
    fc.assert(
      fc.property(entries, all => {
        expect(diffEntries(all, structuredClone(all))).toBeNull();
      }),
    );
    expect(diffEntries({ current: null }, {})).toBeNull();
  });

  it('wants a snapshot when a revision is missing or comes twice', () => {
    const state: LiveState = { revision: 4, entries: { a: 1 } };
    for (const revision of [3, 4, 6]) expect(applyLive(state, { is: 'patch', revision, changes: {} })).toBeNull();
    expect(applyLive(state, { is: 'snapshot', revision: 2, entries: {} })).toEqual({ revision: 2, entries: {} });
    expect(applyLive(emptyLiveState, { is: 'patch', revision: 1, changes: {} })).toBeNull();
  });

  it('does not change the state it came from', () => {
    const state: LiveState = { revision: 1, entries: { a: 1, b: 2 } };
    const next = applyLive(state, { is: 'patch', revision: 2, changes: { a: null, c: 3 } });
    expect(next?.entries).toEqual({ b: 2, c: 3 });
    expect(state.entries).toEqual({ a: 1, b: 2 });
  });

  it('travels in messages of two kinds', () => {
    expect(liveMessageSchema.safeParse({ is: 'patch', revision: 1, changes: { a: null } }).success).toBe(true);
    expect(liveMessageSchema.safeParse({ is: 'reset', revision: 1 }).success).toBe(false);
    expect(liveMessageSchema.safeParse({ is: 'snapshot', revision: 1 }).success).toBe(false);
  });
});
