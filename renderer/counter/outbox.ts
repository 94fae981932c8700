import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import type { RequestId, TicketId } from '../../hall/domain/ids.ts';
import type { PageFailureCode } from '../ui/failureText.ts';
import type { Verb } from './counterCommand.ts';
import type { CommandDetail } from './counterStore.ts';

/** What was pressed while the hub could not be reached: it is sent in this order, with the same id until somebody answers. */
export type Order = {
  requestId: RequestId;
  verb: Verb;
  expect: TicketId | null;
  detail: CommandDetail;
  /** The number it is about, for the clerk; null for a call. */
  label: string | null;
  /** Time of day of the press, UTC epoch ms. */
  pressedAtMs: number;
  /** It was on its way when the line broke: nobody knows whether it counts already, so it cannot be taken back. */
  mayHaveArrived: boolean;
};

/** An order that did not fit any more when it arrived; `late`: a call that was wished too long ago to be made unseen. */
export type RefusedOrder = Pick<Order, 'requestId' | 'verb' | 'label'> & { code: PageFailureCode | 'late' };

export type Outbox = {
  orders: readonly Order[];
  refused: readonly RefusedOrder[];
  /** The order on its way now; it cannot be taken back. */
  sending: RequestId | null;
  /** Since when the hub is not heard, by the clock of the page; null = it is heard. */
  lostAtMs: number | null;
};

export const emptyOutbox: Outbox = { orders: [], refused: [], sending: null, lostAtMs: null };

/** What can be pressed without the hub: all that needs nobody else to hear of it at once. */
const offlineVerbs: ReadonlySet<Verb> = new Set([
  'serve',
  'finish',
  'no-show',
  'hold',
  'transfer',
  'note',
  'call-next',
]);

export function worksOffline(verb: Verb): boolean {
  return offlineVerbs.has(verb);
}

/** A call is made unseen at most this long after it was wished: the clerk may have gone to lunch meanwhile. */
const wishForMs = 3 * 60_000;

export function isTooLate({ verb, pressedAtMs }: Order, nowMs: number): boolean {
  return verb === 'call-next' && nowMs - pressedAtMs > wishForMs;
}

/** What only the hub can say: which number a wished call brings, or where a number with further matters goes on. */
export type Unforeseen = 'call' | 'matters';

/**
 * The number at the counter once all orders have arrived. As soon as something is unforeseen nothing more can be said about
 * it. An order that does not fit what is known changes nothing; the hub decides.
 */
export function foresee(
  known: CounterTicket | null,
  orders: readonly Order[],
): { current: CounterTicket | null; unforeseen: Unforeseen | null } {
  let current = known;
  for (const order of orders) {
    if (order.expect !== (current?.ticket ?? null)) continue;
    if (order.verb === 'call-next') return { current, unforeseen: 'call' };
    if (current === null) continue;
    if (order.verb === 'finish' && current.also.length > 0 && order.detail.leaveRest !== true)
      return { current: null, unforeseen: 'matters' };
    current = carriedOut(current, order);
  }
  return { current, unforeseen: null };
}

function carriedOut(ticket: CounterTicket, { verb, detail }: Order): CounterTicket | null {
  if (verb === 'serve') return { ...ticket, at: 'serving' };
  if (verb === 'note') return { ...ticket, remark: detail.text ?? '' };
  return worksOffline(verb) ? null : ticket;
}

export function withOrder(outbox: Outbox, order: Order): Outbox {
  return { ...outbox, orders: [...outbox.orders, order] };
}

/** The outbox after an order was answered; `code` null = it was carried out. */
export function withoutOrder(outbox: Outbox, requestId: RequestId, code: RefusedOrder['code'] | null): Outbox {
  const order = outbox.orders.find(one => one.requestId === requestId);
  const orders = outbox.orders.filter(one => one.requestId !== requestId);
  if (order === undefined || code === null) return { ...outbox, orders, sending: null };
  const { verb, label } = order;
  return { ...outbox, orders, sending: null, refused: [...outbox.refused, { requestId, verb, label, code }] };
}
