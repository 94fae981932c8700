import { type BusinessDay, businessDayAt } from './domain/businessDay.ts';
import type { DeviceIdentity } from './domain/enrolment.ts';
import { leaderOf } from './domain/hubTerm.ts';
import type { LeadReason } from './hubRoles.ts';
import type { HallStore } from './store/hallStore.ts';

const dayMs = 24 * 60 * 60 * 1000;

function dayAfter(day: BusinessDay): BusinessDay {
  return businessDayAt(Date.parse(`${day}T12:00:00+08:00`) + dayMs);
}

/**
 * Begins a term when this hub did not lead before: durable before the first number is given in it.
 * @param request.forGood a person says that the hub before will never come back: from tomorrow the shared series is this one's
 * @returns the term this hub leads in
 */
export function beginTerm(request: {
  store: HallStore;
  identity: Pick<DeviceIdentity, 'device' | 'mark'>;
  why: LeadReason;
  forGood: boolean;
}): number {
  const { store, identity, why, forGood } = request;
  const before = leaderOf(store.hubTerms());
  if (why === 'continues' && before.hub === identity.device) return before.term;
  const term = before.term + 1;
  const sharedFrom = forGood && why === 'order' ? dayAfter(store.today()) : null;
  store.append([{ type: 'hub.term', body: { hub: identity.device, term, mark: identity.mark, sharedFrom } }]);
  return term;
}
