import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../hall/domain/boardApi.ts';
import { callIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { captioned, endPlaying, enqueue, playNext, silence, type SoundQueue } from './soundQueue.ts';

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
    queue = enqueue(queue, [call(1, 1), call(2, 1)]);
    expect(queue.waiting.map(({ label, recalls }) => [label, recalls])).toEqual([
      ['A002', 1],
      ['A001', 1],
    ]);
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
