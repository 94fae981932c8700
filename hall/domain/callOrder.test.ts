import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseNext, compareWaiting, peopleAhead, type WaitingTicket } from './callOrder.ts';
import { hlcSchema } from './event.ts';
import { queueIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';

const queues = ['household', 'tax'].map(id => queueIdSchema.parse(id));

function waiting({
  label,
  hlc,
  priority,
  queue,
}: {
  label: string;
  hlc: number;
  priority: number;
  queue: number;
}): WaitingTicket {
  const serial = [...label].map(sign => sign.charCodeAt(0).toString(16)).join('');
  return {
    ticket: ticketIdSchema.parse(`018f4a5e-0000-7000-8000-${serial.padStart(12, '0').slice(-12)}`),
    label: labelSchema.parse(label),
    queue: queues[queue]!,
    leg: 0,
    priority,
    issuedHlc: hlcSchema.parse(String(hlc)),
  };
}

const arbitrary = fc
  .record({
    label: fc
      .tuple(fc.constantFrom('A', 'AK', 'B'), fc.integer({ min: 1, max: 999 }))
      .map(([l, n]) => l + String(n).padStart(3, '0')),
    hlc: fc.integer({ min: 1, max: 20 }),
    priority: fc.integer({ min: 0, max: 2 }),
    queue: fc.integer({ min: 0, max: 1 }),
  })
  .map(waiting);

describe('calling order', () => {
  it('is priority, then time of issue, then label – never the number', () => {
    const offline = waiting({ label: 'AK001', hlc: 50, priority: 0, queue: 0 });
    const online = waiting({ label: 'A090', hlc: 40, priority: 0, queue: 0 });
    const elder = waiting({ label: 'A120', hlc: 90, priority: 1, queue: 0 });
    expect([offline, online, elder].sort(compareWaiting)).toEqual([elder, online, offline]);
  });

  it('is one total order', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        expect(Math.sign(compareWaiting(a, b))).toBe(0 - Math.sign(compareWaiting(b, a)));
        if (compareWaiting(a, b) <= 0 && compareWaiting(b, c) <= 0) expect(compareWaiting(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('chooses the first of the queues a counter serves and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 15 }), fc.subarray(queues), (list, served) => {
        const before = [...list];
        const choice = chooseNext(list, served);
        expect(list).toEqual(before);
        const candidates = list.filter(ticket => served.includes(ticket.queue));
        if (candidates.length === 0) expect(choice).toBeNull();
        else
          for (const candidate of candidates) expect(compareWaiting(choice!.ticket, candidate)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('says in words why', () => {
    const first = waiting({ label: 'A001', hlc: 10, priority: 0, queue: 0 });
    const elder = waiting({ label: 'A002', hlc: 20, priority: 2, queue: 0 });
    expect(chooseNext([first], queues)?.why).toBe('等候最久，共 1 个号在等');
    expect(chooseNext([first, elder], queues)?.why).toBe('优先级 2，先于 1 个更早的号');
  });

  it('counts the people ahead in the same queue only', () => {
    const list = [10, 20, 30].map((hlc, i) => waiting({ label: `A00${i + 1}`, hlc, priority: 0, queue: 0 }));
    const elsewhere = waiting({ label: 'B001', hlc: 5, priority: 0, queue: 1 });
    expect(peopleAhead([...list, elsewhere], list[2]!)).toBe(2);
    expect(peopleAhead([...list, elsewhere], list[0]!)).toBe(0);
  });
});
