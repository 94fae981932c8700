import { describe, expect, it } from 'vitest';
import { isBadRating, ratingLevels, starsOf } from './ratingLevel.ts';

describe('rating levels', () => {
  it('are the five of the state, best first', () => {
    expect(ratingLevels.map(starsOf)).toEqual([5, 4, 3, 2, 1]);
    expect(ratingLevels.map(isBadRating)).toEqual([false, false, false, true, true]);
  });
});
