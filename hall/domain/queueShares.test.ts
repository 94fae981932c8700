import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAll, choose, household, queues, tax, whyOf, withDesk } from './choosing.fixture.ts';
import { waitingTicket } from './waitingTicket.fixture.ts';

describe('the ratio between queues', () => {
  /** Always enough people in every queue; those of the first queue came before all others. */
  const backlog = (sizes: number) =>
    queues.flatMap((queue, q) =>
      Array.from({ length: sizes }, (_, i) => waitingTicket(q * 500 + i + 1, { queue, serial: q * 1000 + i + 1 })),
    );

  it('is kept exactly by every run of calls while people wait in all queues', () => {
    const shares = fc.record({ household: fc.integer({ min: 1, max: 4 }), tax: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(shares, given => {
        const ofHall = withDesk({ shares: given }, { mostPassed: 20 });
        const weights = { ...given, land: 1 };
        const sum = weights.household + weights.tax + weights.land;
        const done = callAll({ rules: ofHall, arrive: () => [], calls: 40, nowMs: 0 }, backlog(40));
        for (let start = 0; start + sum <= done.length; start += 1) {
          const run = done.slice(start, start + sum).map(({ called }) => called.queue);
          for (const queue of queues)
            expect(run.filter(one => one === queue)).toHaveLength(weights[queue as keyof typeof weights]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives a queue where nobody waited no credit, and leaves no counter idle', () => {
    const ofHall = withDesk({ shares: { household: 3, tax: 1 } }, { mostPassed: 20 });
    const own = Array.from({ length: 10 }, (_, i) => waitingTicket(i + 1));
    const late = Array.from({ length: 5 }, (_, i) => waitingTicket(100 + i, { queue: tax }));
    const arrive = (call: number) => (call === 5 ? late : []);
    const done = callAll({ rules: ofHall, arrive, calls: 15, nowMs: 0 }, own);
    const order = done.map(({ called }) => (called.queue === tax ? 'T' : 'H')).join('');
    expect(order).toBe('HHHHHTHHHTHHTTT');
  });

  it('stands in the reason when it decided', () => {
    const ofHall = withDesk({ shares: { household: 2, tax: 1 } });
    const past = [household, household].map(queue => ({ queue, class: null, isPreferred: false }));
    const choice = choose([waitingTicket(1), waitingTicket(9, { queue: tax })], { rules: ofHall, past });
    expect(choice?.passed).toBe(waitingTicket(1).ticket);
    expect(whyOf(choice)).toBe('按比例轮到税务（每 3 个叫 1 个）；等候最久，共 1 个号在等');
  });
});
