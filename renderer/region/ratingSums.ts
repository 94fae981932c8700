import { type RatingLevel, ratingLevels } from '../../hall/domain/ratingLevel.ts';
import type { HallOverview } from '../../hall/domain/regionApi.ts';

export type RatingSums = {
  /** Best first. */
  levels: readonly { level: RatingLevel; count: number }[];
  /** All that people gave. */
  given: number;
  byDefault: number;
};

/** Ratings of all halls together. */
export function sumRatings(halls: readonly HallOverview[]): RatingSums {
  const levels = ratingLevels.map(level => ({
    level,
    count: halls.reduce((sum, hall) => sum + (hall.ratings[level] ?? 0), 0),
  }));
  return {
    levels,
    given: levels.reduce((sum, { count }) => sum + count, 0),
    byDefault: halls.reduce((sum, hall) => sum + hall.defaultRatings, 0),
  };
}
