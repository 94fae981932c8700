import type { AccountId, CounterId } from '../../hall/domain/ids.ts';
import { emptyOutbox, type Outbox } from './outbox.ts';

/** Orders outlive the tab and the sign-in: they belong to this account at this counter, on this PC. */
const keyOf = (account: AccountId, counter: CounterId): string => `counter.orders.${account}.${counter}`;

/** What this PC still has to send for an account at a counter. */
export function readOutbox(account: AccountId, counter: CounterId): Outbox {
  const text = localStorage.getItem(keyOf(account, counter));
  if (text === null) return emptyOutbox;
  try {
    const { orders, refused } = JSON.parse(text) as Partial<Outbox>;
    return Array.isArray(orders) && Array.isArray(refused) ? { ...emptyOutbox, orders, refused } : emptyOutbox;
  } catch {
    return emptyOutbox;
  }
}

export function keepOutbox(account: AccountId, counter: CounterId, { orders, refused }: Outbox): void {
  const key = keyOf(account, counter);
  if (orders.length === 0 && refused.length === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify({ orders, refused }));
}
