import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../hall/domain/boardApi.ts';
import { callIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import {
  captioned,
  endPlaying as end,
  enqueue as add,
  playNext,
  silence,
  skipOvertaken,
  type SoundQueue,
} from './soundQueue.ts';

const call = (n: number, recalls = 0): BoardCall => ({
  call: callIdSchema.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  label: labelSchema.parse(`A${String(n).padStart(3, '0')}`),
  counter: 1,
  area: null,
  at: 'called',
  calledAt: n,
  recalls,
  captions: [],
  sound: null,
});
const repeatAfterMs = 8000;
const endPlaying = (queue: SoundQueue, nowMs: number) => end(queue, nowMs, repeatAfterMs);
const enqueue = (queue: SoundQueue, calls: readonly BoardCall[]) => add(queue, calls, 0);
const playing = (queue: SoundQueue) => queue.playing?.call.label ?? null;

describe('sound queue', () => {
  it('plays one after the other and never cuts one off', () => {
    let queue = playNext(enqueue(silence, [call(1)]), 0);
    queue = playNext(enqueue(queue, [call(2), call(3)]), 10);
    expect(playing(queue)).toBe('A001');
    queue = playNext(endPlaying(queue, 100), 100);
    expect(playing(queue)).toBe('A002');
    queue = playNext(endPlaying(queue, 200), 200);
    expect(playing(queue)).toBe('A003');
  });

  it('repeats once after eight seconds when nothing else waits', () => {
    let queue = playNext(enqueue(silence, [call(1)]), 0);
    queue = endPlaying(queue, 5000);
    expect(queue.repeat?.dueAtMs).toBe(13_000);
    expect(playing(playNext(queue, 12_999))).toBeNull();
    expect(captioned(queue)?.label).toBe('A001');
    queue = playNext(queue, 13_000);
    expect(queue.playing).toMatchObject({ isRepeat: true });
    expect(endPlaying(queue, 18_000)).toEqual(silence);
  });

  it('drops the repeat when somebody else is called meanwhile', () => {
    let queue = endPlaying(playNext(enqueue(silence, [call(1)]), 0), 5000);
    queue = playNext(enqueue(queue, [call(2)]), 6000);
    expect(playing(queue)).toBe('A002');
    expect(endPlaying(queue, 11_000).repeat?.call.label).toBe('A002');
  });

  it('says a recall again, also while its call is being said, but not twice in a row when it still waits', () => {
    let queue = playNext(enqueue(silence, [call(1), call(2)]), 0);
    queue = enqueue(queue, [
      { ...call(1, 1), calledAt: 5 },
      { ...call(2, 1), calledAt: 4 },
    ]);
    expect(queue.waiting.map(({ call: { label, recalls } }) => [label, recalls])).toEqual([
      ['A002', 1],
      ['A001', 1],
    ]);
  });

  it('keeps the order of the calls, whatever order they came in', () => {
    const queue = enqueue(enqueue(enqueue(silence, [call(3)]), [call(1)]), [call(4), call(2)]);
    expect(queue.waiting.map(each => each.call.label)).toEqual(['A001', 'A002', 'A003', 'A004']);
  });

  it('never repeats in a hall that wants to hear a call once', () => {
    expect(end(playNext(enqueue(silence, [call(1)]), 0), 5000, null)).toEqual(silence);
  });

  it('leaves out what was overtaken, says why, and lets what is playing end', () => {
    let queue = playNext(
      add(
        silence,
        [1, 2, 3, 4, 5].map(n => call(n)),
        0,
      ),
      0,
    );
    queue = add(queue, [call(6)], 60_000);
    const known: BoardCall[] = [
      { ...call(1), at: 'over' },
      { ...call(3), at: 'serving' },
      { ...call(4), at: 'over' },
      call(5),
      call(6),
    ];
    const { queue: left, skipped } = skipOvertaken(queue, { known, nowMs: 95_000, longestWaitMs: 90_000 });
    expect(skipped.map(({ call: { label }, reason }) => [label, reason])).toEqual([
      ['A002', 'withdrawn'],
      ['A003', 'served'],
      ['A004', 'over'],
      ['A005', 'too_old'],
    ]);
    expect(playing(left)).toBe('A001');
    expect(left.waiting.map(each => each.call.label)).toEqual(['A006']);
  });

  it('does not repeat a call for somebody who has come meanwhile, and changes nothing without need', () => {
    const queue = endPlaying(playNext(enqueue(silence, [call(1)]), 0), 5000);
    const facts = { known: [call(1)], nowMs: 6000, longestWaitMs: 90_000 };
    expect(skipOvertaken(queue, facts).queue).toBe(queue);
    const after = skipOvertaken(queue, { ...facts, known: [{ ...call(1), at: 'serving' }] });
    expect(after).toEqual({ queue: silence, skipped: [] });
  });

  it('always comes to rest, says every call, and has at most one repeat pending', () => {
    const step = fc.oneof(
      fc.record({ is: fc.constant('call' as const), n: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ is: fc.constant('end' as const) }),
      fc.record({ is: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        let queue = silence;
        let nowMs = 0;
        const called = new Set<string>();
        const said = new Set<string>();
        const go = () => {
          const before = queue.playing;
          queue = playNext(queue, nowMs);
          if (before !== null) expect(queue.playing).toBe(before);
          if (queue.playing !== null) said.add(queue.playing.call.label);
        };
        for (const event of steps) {
          if (event.is === 'call') {
            called.add(call(event.n).label);
            queue = enqueue(queue, [call(event.n)]);
          } else if (event.is === 'end') queue = endPlaying(queue, nowMs);
          else nowMs += event.ms;
          go();
        }
        for (let i = 0; i < 80 && queue !== silence; i += 1) {
          queue = endPlaying(queue, nowMs);
          nowMs += 10_000;
          go();
        }
        expect(queue).toEqual(silence);
        expect(said).toEqual(called);
      }),
    );
  });
});
