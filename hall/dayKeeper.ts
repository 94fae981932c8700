import { z } from 'zod';
import type { HallState } from './api/hallState.ts';
import { type BusinessDay, businessDaySchema } from './domain/businessDay.ts';
import type { EventDraft } from './domain/event.ts';
import type { HallStore } from './store/hallStore.ts';

const documentName = 'open-day';
const documentSchema = z.object({ day: businessDaySchema });
const mostEventsAtOnce = 200;

/**
 * Closes a business day when a later one has begun: who still waited is cancelled, counters are closed. The day itself is
 * opened by the store with the first thing that happens in it. Returns the running day.
 */
export function closeDayBefore(store: HallStore): BusinessDay {
  const today = store.today();
  const stored = documentSchema.safeParse(store.readDocument(documentName));
  const before = stored.success ? stored.data.day : null;
  if (before === today) return today;
  if (before !== null && before < today) {
    const drafts = [
      ...cancellations(store, before),
      ...closings(store),
      { type: 'day.closed', body: { bday: before } } as const,
    ];
    for (let at = 0; at < drafts.length; at += mostEventsAtOnce) store.append(drafts.slice(at, at + mostEventsAtOnce));
  }
  store.writeDocument(documentName, { day: today });
  return today;
}

function cancellations(store: HallStore, day: BusinessDay): EventDraft[] {
  return store.ticketsOfDay(day).flatMap(({ facts: { ticket, claim } }): EventDraft[] => {
    if (claim === null || !['issued', 'waiting', 'called', 'serving', 'held'].includes(claim.at)) return [];
    return [{ type: 'ticket.cancelled', body: { ticket, leg: claim.leg, reason: 'day_closed' } }];
  });
}

function closings(store: HallStore): EventDraft[] {
  return store.counters().flatMap(({ counter, at, clerk }): EventDraft[] => {
    return at === 'closed' || clerk === null ? [] : [{ type: 'counter.closed', body: { counter, clerk } }];
  });
}

/** Looks every second whether midnight in Beijing has passed. Returns the way to stop. */
export function keepDay({ store, state }: { store: HallStore; state: HallState }): () => void {
  const timer = setInterval(() => {
    if (store.today() !== state.day()) state.openDay(closeDayBefore(store));
  }, 1000);
  timer.unref();
  return () => clearInterval(timer);
}
