import { z } from 'zod';
import { type BusinessDay, businessDaySchema } from './businessDay.ts';
import { type SeriesMark, markSchema } from './enrolment.ts';
import { type DeviceId, deviceIdSchema } from './ids.ts';

/** The hub a hall begins with. It owns the shared series until another one is given it for good. */
export const firstHub: DeviceId = deviceIdSchema.parse('hub-1');
/** Its mark, for the time when the shared series is somebody else's. */
export const firstHubMark: SeriesMark = 'Y';

/** A hub begins to lead the hall. Terms only grow; of two that took the same one, the smaller name leads. */
export const hubTermSchema = z.object({
  hub: deviceIdSchema,
  term: z.number().int().min(1).max(999_999_999),
  mark: markSchema,
  /** From this day on the shared series is this hub's; null = it gives numbers of its own mark. */
  sharedFrom: businessDaySchema.nullable(),
});
export type HubTerm = z.infer<typeof hubTermSchema>;

/** Positive when `a` leads over `b`. */
function compareTerms(a: HubTerm, b: HubTerm): number {
  if (a.term !== b.term) return a.term - b.term;
  return a.hub < b.hub ? 1 : a.hub > b.hub ? -1 : 0;
}

/** Who leads the hall, as far as these terms tell; term 0 = the first hub, which never had to say so. */
export function leaderOf(terms: readonly HubTerm[]): { hub: DeviceId; term: number } {
  const [first, ...more] = terms;
  if (first === undefined) return { hub: firstHub, term: 0 };
  const { hub, term } = more.reduce((best, next) => (compareTerms(next, best) > 0 ? next : best), first);
  return { hub, term };
}

/**
 * Whose the shared series is on a day. A hub that took over never goes on with it: what the other one gave away last may
 * not have reached it (sync design, numbers). Only a person who knows that a hub is gone for good hands it on, from a
 * later day on.
 */
export function sharedOwnerOn(terms: readonly HubTerm[], day: BusinessDay): DeviceId {
  const owners = terms.filter(({ sharedFrom }) => sharedFrom !== null && sharedFrom <= day);
  return owners.length === 0 ? firstHub : leaderOf(owners).hub;
}
