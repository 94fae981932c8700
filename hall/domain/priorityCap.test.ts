import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAll, choose, elder, elderly, whyOf } from './choosing.fixture.ts';
import { callingRulesSchema } from './callingRules.ts';
import { waitingTicket } from './waitingTicket.fixture.ts';

describe('the cap of a priority class', () => {
  it('is never exceeded by any run of calls of a counter', () => {
    const caps = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }))
      .map(([most, more]) => ({ per: 'calls' as const, most, of: Math.max(2, most + more) }));
    fc.assert(
      fc.property(caps, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (cap, pattern) => {
        const ofHall = callingRulesSchema.parse({ classes: [{ ...elderly, cap }], mostPassed: 20 });
        const ordinary = Array.from({ length: 40 }, (_, i) =>
          waitingTicket(30 + Math.floor(i / 10), { serial: 500 + i }),
        );
        const arrive = (call: number) =>
          pattern[call] === true ? [waitingTicket(40, { serial: 1000 + call, class: elder, priority: 1 })] : [];
        const done = callAll({ rules: ofHall, arrive, calls: 60, nowMs: 0 }, ordinary);
        for (let start = 0; start < done.length; start += 1) {
          const run = done.slice(start, start + cap.of);
          expect(run.filter(({ past }) => past.isPreferred).length).toBeLessThanOrEqual(cap.most);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('by the hour counts the whole hall', () => {
    const ofHall = callingRulesSchema.parse({ classes: [{ ...elderly, cap: { per: 'hour', most: 5 } }] });
    const all = [waitingTicket(10), waitingTicket(20, { class: elder, priority: 1 })];
    expect(choose(all, { rules: ofHall, preferredLastHour: () => 4 })?.ticket).toBe(all[1]);
    const capped = choose(all, { rules: ofHall, preferredLastHour: () => 5 });
    expect(capped?.ticket).toBe(all[0]);
    expect(whyOf(capped)).toBe('老年人优先已达上限；等候最久，共 2 个号在等');
  });
});
