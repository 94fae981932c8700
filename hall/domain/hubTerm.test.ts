import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDaySchema } from './businessDay.ts';
import { type HubTerm, firstHub, hubTermSchema, leaderOf, sharedOwnerOn } from './hubTerm.ts';

const days = ['2026-11-22', '2026-11-23', '2026-11-24'].map(day => businessDaySchema.parse(day));
const term = fc.record({
  hub: fc.constantFrom('hub-1', 'hub-2', 'hub-3'),
  term: fc.integer({ min: 1, max: 4 }),
  mark: fc.constantFrom('Y', 'X', 'W'),
  sharedFrom: fc.constantFrom(null, ...days),
});
const terms = fc.array(
  term.map(each => hubTermSchema.parse(each)),
  { maxLength: 8 },
);

describe('terms of hubs', () => {
  it('have one leader and one owner of the shared series, whatever order they are heard of in', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(...days), (heard, day) => {
        const other = heard.toReversed();
        expect(leaderOf(other)).toEqual(leaderOf(heard));
        expect(sharedOwnerOn(other, day)).toBe(sharedOwnerOn(heard, day));
        expect(leaderOf(heard).term).toBe(Math.max(0, ...heard.map(each => each.term)));
      }),
    );
  });

  it('leave the shared series where it is until a person hands it on', () => {
    const taken: HubTerm = hubTermSchema.parse({ hub: 'hub-2', term: 1, mark: 'X', sharedFrom: null });
    const [, today = days[0], tomorrow = days[0]] = days;
    if (today === undefined || tomorrow === undefined) throw new Error('no days');
    expect(leaderOf([])).toEqual({ hub: firstHub, term: 0 });
    expect([leaderOf([taken]).hub, sharedOwnerOn([taken], today)]).toEqual(['hub-2', firstHub]);
    const forGood = { ...taken, term: 2, sharedFrom: tomorrow };
    expect([sharedOwnerOn([taken, forGood], today), sharedOwnerOn([taken, forGood], tomorrow)]).toEqual([
      firstHub,
      'hub-2',
    ]);
  });
});
