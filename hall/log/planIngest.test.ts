import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../domain/event.ts';
import { hashOf } from './hash.ts';
import type { StreamState } from './logStore.ts';
import { eventKey, planIngest, streamsOf } from './planIngest.ts';
import { testStream } from './testLog.fixture.ts';

/** A receiver in memory that does what a plan says. */
function receiver() {
  const states = new Map<string, StreamState>();
  const stored = new Map<string, { event: LoggedEvent; hash: string; is: string }>();
  const quarantined: { stream: string; seq: number }[] = [];
  return {
    states,
    stored,
    quarantined,
    take(events: readonly unknown[]) {
      const storedHashes = new Map([...stored].map(([key, { hash }]) => [key, hash]));
      const plan = planIngest({ events, states, storedHashes });
      for (const { event, hash, reading } of plan.store) {
        const key = eventKey(event.stream, event.seq);
        expect(stored.has(key)).toBe(false);
        stored.set(key, { event, hash, is: reading.is });
      }
      for (const state of plan.advance) states.set(state.stream, state);
      quarantined.push(...plan.quarantined);
      return plan;
    },
  };
}

const empty = { states: new Map(), storedHashes: new Map() };

describe('taking in a batch', () => {
  const events = testStream({ seed: 1, count: 6 });
  const stream = events[0]!.stream;

  it('takes the contiguous beginning and moves the mark', () => {
    const plan = planIngest({ events, ...empty });
    expect(plan.store.map(line => line.event.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(plan.store.every(line => line.reading.is === 'known')).toBe(true);
    expect(plan.advance).toEqual([{ stream, hwm: 6, lastHash: hashOf(events[5]) }]);
    expect([plan.missing, plan.quarantined, plan.forks]).toEqual([[], [], []]);
  });

  it('reports a gap and takes nothing behind it', () => {
    const plan = planIngest({ events: [events[0], events[1], events[4]], ...empty });
    expect(plan.store).toHaveLength(2);
    expect(plan.missing).toEqual([{ stream, from: 3, to: 4 }]);
  });

  it('does not care about order within the batch', () => {
    const plan = planIngest({ events: events.toReversed(), ...empty });
    expect(plan.advance[0]?.hwm).toBe(6);
  });

  it('ends in the same log for any slices, in any order, any number of times', () => {
    const streams = [1, 2, 3].map(seed => testStream({ seed, count: 8 }));
    const all = streams.flat();
    const slices = fc.array(fc.shuffledSubarray(all, { minLength: 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(slices, batches => {
        const node = receiver();
        for (const batch of batches) {
          const plan = node.take(batch);
          expect([plan.forks, plan.quarantined]).toEqual([[], []]);
        }
        node.take(all);
        expect(node.stored.size).toBe(all.length);
        for (const events of streams) expect(node.states.get(events[0]!.stream)?.hwm).toBe(8);
      }),
      { numRuns: 200 },
    );
  });

  it('reports another history as a fork, by hash of the same line or by a broken chain', () => {
    const node = receiver();
    node.take(events.slice(0, 3));
    const changed = { ...events[1]!, hall: 9 };
    expect(node.take([changed]).forks).toEqual([{ stream, seq: 2 }]);
    const unchained = { ...events[3]!, prev: hashOf('other') };
    const plan = node.take([unchained, events[4]]);
    expect(plan.forks).toEqual([{ stream, seq: 4 }]);
    expect(plan.store).toEqual([]);
    expect(node.take(events).advance[0]?.hwm).toBe(6);
  });

  it('finds a fork between two lines of one batch', () => {
    const plan = planIngest({ events: [events[0], { ...events[0]!, hall: 9 }], ...empty });
    expect(plan.store).toHaveLength(1);
    expect(plan.forks).toEqual([{ stream, seq: 1 }]);
  });

  it('refuses a first line that claims a history', () => {
    expect(planIngest({ events: [{ ...events[0]!, prev: hashOf('x') }], ...empty }).forks).toEqual([
      { stream, seq: 1 },
    ]);
  });

  it('puts poison aside, counts it as received and goes on behind it', () => {
    const poison = { ...events[0]!, body: { ticket: 'not one' } };
    const next = { ...events[1]!, prev: hashOf(poison) };
    const plan = planIngest({ events: [poison, next], ...empty });
    expect(plan.quarantined).toMatchObject([{ stream, seq: 1 }]);
    expect(plan.store.map(line => line.reading.is)).toEqual(['poison', 'known']);
    expect(plan.advance[0]?.hwm).toBe(2);
  });

  it('puts a body aside that is too large', () => {
    const large = { ...events[0]!, type: 'of.tomorrow', body: { text: 'ئ'.repeat(2100) } };
    expect(planIngest({ events: [large], ...empty }).quarantined[0]?.reason).toMatch(/4096/);
  });

  it('keeps types and versions of tomorrow', () => {
    const unknown = { ...events[0]!, type: 'of.tomorrow', body: { anything: 1 } };
    const plan = planIngest({ events: [unknown], ...empty });
    expect(plan.store[0]?.reading).toEqual({ is: 'unknown' });
    expect(plan.quarantined).toEqual([]);
  });

  it('puts an unreadable envelope aside under its key, and lets the next link pass unjudged', () => {
    const broken = { stream, seq: 1, nonsense: true };
    const plan = planIngest({ events: [broken, events[1]], ...empty });
    expect(plan.quarantined).toMatchObject([{ stream, seq: 1, raw: JSON.stringify(broken) }]);
    expect(plan.store.map(line => line.event.seq)).toEqual([2]);
    expect(plan.advance[0]?.hwm).toBe(2);
    expect(plan.forks).toEqual([]);
  });

  it('puts aside what has no stream at all', () => {
    for (const nothing of [null, 1, 'x', [], { seq: 1 }, { stream: 'x', seq: 1 }, { stream, seq: 0 }]) {
      const plan = planIngest({ events: [nothing], ...empty });
      expect(plan.quarantined).toMatchObject([{ stream: '', seq: 0 }]);
      expect([plan.store, plan.advance, plan.missing, plan.forks]).toEqual([[], [], [], []]);
    }
  });

  it('never throws and never takes a line twice, whatever comes', () => {
    const mangled = fc.oneof(
      fc.anything(),
      fc.constantFrom(...events),
      fc
        .tuple(fc.constantFrom(...events), fc.constantFrom('seq', 'body', 'prev', 'hlc', 'type'), fc.jsonValue())
        .map(([event, field, value]) => Object.assign({}, event, { [field]: value })),
    );
    fc.assert(
      fc.property(fc.array(fc.array(mangled, { maxLength: 12 }), { maxLength: 6 }), batches => {
        const node = receiver();
        for (const batch of batches) {
          const marks = new Map([...node.states].map(([key, state]) => [key, state.hwm]));
          node.take(batch);
          for (const [key, hwm] of marks) expect(node.states.get(key)!.hwm).toBeGreaterThanOrEqual(hwm);
          // Every line up to the mark is stored or in quarantine: an acknowledgement never claims more.
          for (const { stream, hwm } of node.states.values())
            for (let seq = 1; seq <= hwm; seq += 1)
              expect(
                node.stored.has(eventKey(stream, seq)) ||
                  node.quarantined.some(entry => entry.stream === stream && entry.seq === seq),
              ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names its streams in sorted order for the locks', () => {
    const mixed = [testStream({ seed: 5, count: 1 }), testStream({ seed: 3, count: 1 })].flat();
    const names = streamsOf([...mixed, ...mixed, null]);
    expect(names).toEqual([...new Set(mixed.map(event => event.stream))].sort((a, b) => (a < b ? -1 : 1)));
  });
});
