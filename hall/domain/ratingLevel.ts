/** The five levels of 好差评, best first; names and order are fixed by the state (国办发〔2019〕51号). Stored as keys,
 * because the numbering differs between GB/T 39046 table A.8 and the platforms. */
export const ratingLevels = [
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
  'dissatisfied',
  'very_dissatisfied',
] as const;
export type RatingLevel = (typeof ratingLevels)[number];

const stars: Record<RatingLevel, number> = {
  very_satisfied: 5,
  satisfied: 4,
  basically_satisfied: 3,
  dissatisfied: 2,
  very_dissatisfied: 1,
};

/** Stars shown beside the word (5 best … 1 worst), so that meaning never rests on colour alone. */
export function starsOf(level: RatingLevel): number {
  return stars[level];
}

/** 差评: the last two levels. */
export function isBadRating(level: RatingLevel): boolean {
  return stars[level] <= 2;
}
