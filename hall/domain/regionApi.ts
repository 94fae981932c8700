import { z } from 'zod';
import { businessDaySchema } from './businessDay.ts';
import { ratingLevelSchema } from './rating.ts';

const count = z.number().int().nonnegative();

/** How many citizens chose each level; a level nobody chose may be absent. */
export const ratingCountsSchema = z.partialRecord(ratingLevelSchema, count);
export type RatingCounts = z.infer<typeof ratingCountsSchema>;

/** One hall as the region knows it. What the hall has not sent yet is unknown here. */
export const hallOverviewSchema = z.object({
  hall: z.number().int(),
  name: z.string(),
  /** Last time it sent or asked anything, UTC epoch ms; null = never since it was enrolled. */
  lastSeenAt: z.number().int().nullable(),
  devices: count,
  events: count,
  tickets: count,
  waiting: count,
  /** Given by people; the five-day default rule is counted apart. */
  ratings: ratingCountsSchema,
  defaultRatings: count,
  quarantined: count,
  forks: count,
});
export type HallOverview = z.infer<typeof hallOverviewSchema>;

/** `GET /api/overview?day=`: all halls on one business day. */
export const overviewSchema = z.object({
  day: businessDaySchema,
  time: z.number().int(),
  halls: z.array(hallOverviewSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

const pinSchema = z.string().regex(/^\d{6,12}$/);

/** `POST /api/session` of the region: supervisors only. */
export const regionSignInSchema = z.object({ account: z.string().min(1).max(64), pin: pinSchema });
export const regionSessionSchema = z.object({ token: z.string(), account: z.string(), mustChangePin: z.boolean() });
export type RegionSession = z.infer<typeof regionSessionSchema>;
export const regionChangePinSchema = z.object({ pin: pinSchema, newPin: pinSchema });

/** `POST /api/enrolment-codes`: a one-time code for the next hall. */
export const enrolmentCodeSchema = z.object({ code: z.string() });
