import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import { queueIdSchema, requestIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { emptyOutbox, foresee, isTooLate, type Order, withOrder, withoutOrder } from './outbox.ts';

const ticketId = ticketIdSchema.parse('0b6a3c1e-4f0d-4a6b-9d53-3f6a51c1a001');
const ticket: CounterTicket = {
  ticket: ticketId,
  label: labelSchema.parse('A015'),
  queue: queueIdSchema.parse('tax'),
  queueName: { zh: '税务', ug: null, en: null },
  at: 'called',
  language: 'zh',
  issuedAt: 0,
  recalls: 0,
  print: 'printed',
  why: null,
  because: null,
  also: [],
  class: null,
  note: null,
  remark: null,
  appointmentAt: null,
};
let made = 0;
function order(verb: Order['verb'], expect: Order['expect'] = ticketId, detail: Order['detail'] = {}): Order {
  made += 1;
  const requestId = requestIdSchema.parse(`11111111-1111-4111-8111-${String(made).padStart(12, '0')}`);
  return { requestId, verb, expect, detail, label: 'A015', pressedAtMs: 1000, mayHaveArrived: false };
}

describe('what waits to be sent', () => {
  it('shows the counter as it will be', () => {
    expect(foresee(ticket, [order('serve')]).current?.at).toBe('serving');
    expect(foresee(ticket, [order('serve'), order('note', ticketId, { text: '缺照片' })]).current).toMatchObject({
      at: 'serving',
      remark: '缺照片',
    });
    for (const verb of ['finish', 'no-show', 'hold', 'transfer'] as const)
      expect(foresee(ticket, [order('serve'), order(verb)])).toEqual({ current: null, unforeseen: null });
    expect(foresee(ticket, [order('finish'), order('call-next', null)])).toEqual({ current: null, unforeseen: 'call' });
  });

  it('leaves open where a number with further matters goes on', () => {
    const also = [{ queue: queueIdSchema.parse('land'), letter: 'C', name: { zh: '不动产', ug: null, en: null } }];
    const several = { ...ticket, at: 'serving' as const, also: also as unknown as CounterTicket['also'] };
    expect(foresee(several, [order('finish'), order('call-next', null)])).toEqual({
      current: null,
      unforeseen: 'matters',
    });
    const rest = order('finish', ticketId, { leaveRest: true });
    expect(foresee(several, [rest])).toEqual({ current: null, unforeseen: null });
  });

  it('does not pretend: an order for another number changes nothing, and a wish has no number', () => {
    expect(foresee(ticket, [order('call-next', null)])).toEqual({ current: ticket, unforeseen: null });
    expect(foresee(null, [order('serve')])).toEqual({ current: null, unforeseen: null });
    const verbs = fc.constantFrom<Order['verb']>('serve', 'finish', 'no-show', 'hold', 'transfer', 'note', 'call-next');
    fc.assert(
      fc.property(fc.array(fc.tuple(verbs, fc.boolean())), pressed => {
        const orders = pressed.map(([verb, isOfTicket]) => order(verb, isOfTicket ? ticketId : null));
        const { current } = foresee(ticket, orders);
        expect([null, ticketId]).toContain(current?.ticket ?? null);
      }),
    );
  });

  it('keeps the order of the presses, and says which did not fit', () => {
    const [finish, call] = [order('finish'), order('call-next', null)];
    const outbox = [finish, call].reduce(withOrder, emptyOutbox);
    expect(outbox.orders).toEqual([finish, call]);
    const refused = withoutOrder(outbox, finish.requestId, 'wrong_state');
    expect(refused).toMatchObject({
      orders: [call],
      refused: [{ verb: 'finish', label: 'A015', code: 'wrong_state' }],
    });
    expect(withoutOrder(refused, call.requestId, null)).toMatchObject({ orders: [], refused: [{ verb: 'finish' }] });
    expect(withoutOrder(outbox, requestIdSchema.parse('22222222-2222-4222-8222-222222222222'), 'late').refused).toEqual(
      [],
    );
  });

  it('makes no call that was wished too long ago', () => {
    expect(isTooLate(order('call-next', null), 1000 + 2 * 60_000)).toBe(false);
    expect(isTooLate(order('call-next', null), 1000 + 4 * 60_000)).toBe(true);
    expect(isTooLate(order('finish'), 1000 + 60 * 60_000)).toBe(false);
  });
});
