import { describe, expect, it } from 'vitest';
import { languages } from '../../hall/domain/language.ts';
import { ratingLevels } from '../../hall/domain/ratingLevel.ts';
import { contactOf } from './contact.ts';
import { sumRatings } from './ratingSums.ts';
import { type WordKey, wordOf } from './words.ts';

const minuteMs = 60_000;

describe('what the page of the region says', () => {
  it.each([
    [null, { is: 'never', ago: 'never', n: 0 }],
    [0, { is: 'online', ago: 'justNow', n: 0 }],
    [-5 * minuteMs, { is: 'online', ago: 'justNow', n: 0 }],
    [minuteMs, { is: 'online', ago: 'minutesAgo', n: 1 }],
    [2 * minuteMs, { is: 'silent', ago: 'minutesAgo', n: 2 }],
    [59 * minuteMs, { is: 'silent', ago: 'minutesAgo', n: 59 }],
    [60 * minuteMs, { is: 'silent', ago: 'hoursAgo', n: 1 }],
    [49 * 60 * minuteMs, { is: 'silent', ago: 'daysAgo', n: 2 }],
  ] as const)('reads a contact %s ms ago', (silentMs, expected) => {
    const nowMs = 1_795_000_000_000;
    expect(contactOf(silentMs === null ? null : nowMs - silentMs, nowMs)).toEqual(expected);
  });

  it('has a number wherever Chinese has one, in every language', () => {
    const numbered: WordKey[] = [
      'stale',
      'minutesAgo',
      'hoursAgo',
      'daysAgo',
      'quarantined',
      'forks',
      'byDefault',
      'stars',
      'locked',
    ];
    for (const language of languages)
      for (const key of numbered) expect(wordOf(language, key).split('{n}').length).toBe(2);
    for (const language of languages) for (const level of ratingLevels) expect(wordOf(language, level)).not.toBe('');
  });

  it('adds the ratings of all halls and keeps default ones apart', () => {
    const hall = {
      hall: 1,
      name: '',
      lastSeenAt: null,
      devices: 0,
      events: 0,
      tickets: 0,
      waiting: 0,
      quarantined: 0,
      forks: 0,
    };
    const sums = sumRatings([
      { ...hall, ratings: { satisfied: 2, very_dissatisfied: 1 }, defaultRatings: 3 },
      { ...hall, ratings: { satisfied: 1 }, defaultRatings: 1 },
    ]);
    expect(sums.given).toBe(4);
    expect(sums.byDefault).toBe(4);
    expect(sums.levels.map(({ count }) => count)).toEqual([0, 3, 0, 0, 1]);
  });
});
