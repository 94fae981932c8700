import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HallSetup, hallSetupSchema } from './hallSetup.ts';
import { compareSetups } from './setupChange.ts';

const text = (zh: string) => ({ zh, ug: null, en: null });
const letters = 'ABCDEF';
const byText = (a: string | null, b: string | null) => ((a ?? '') < (b ?? '') ? -1 : 1);
/** Any hall with some of six queues, in any order, and a counter. */
const halls = fc
  .record({
    queues: fc.shuffledSubarray([...letters], { minLength: 1 }),
    tiles: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    name: fc.constantFrom('大厅', '新大厅'),
    headStartMinutes: fc.integer({ min: 0, max: 240 }),
  })
  .map(({ queues, tiles, name, headStartMinutes }) =>
    hallSetupSchema.parse({
      hall: { id: 1, name: text(name) },
      queues: queues.map(letter => ({
        id: `q-${letter}`,
        letter,
        name: text(letter),
        mostUsed: tiles[letters.indexOf(letter)],
      })),
      counters: [{ id: 'c1', number: 1, queues: [] }],
      calling: { headStartMinutes },
    }),
  );

describe('the difference of two set-ups', () => {
  it('is empty exactly when both say the same, however their keys are ordered', () => {
    fc.assert(
      fc.property(halls, halls, (a, b) => {
        expect(compareSetups(a, a)).toEqual([]);
        const turned = Object.fromEntries(Object.entries(a).toReversed()) as HallSetup;
        expect(compareSetups(a, turned)).toEqual([]);
        const isEqual = JSON.stringify(a) === JSON.stringify(b);
        expect(compareSetups(a, b).length === 0).toBe(isEqual);
      }),
    );
  });

  it('names every queue that came, went or changed, and read backwards it is its own mirror', () => {
    fc.assert(
      fc.property(halls, halls, (a, b) => {
        const of = (is: string, changes = compareSetups(a, b)) =>
          changes.filter(change => change.section === 'queues' && change.is === is).map(({ mark }) => mark);
        const has = (setup: HallSetup, letter: string) => setup.queues.some(queue => queue.letter === letter);
        expect([...of('added')].sort(byText)).toEqual([...letters].filter(l => !has(a, l) && has(b, l)));
        expect([...of('removed')].sort(byText)).toEqual([...letters].filter(l => has(a, l) && !has(b, l)));
        expect([...of('added', compareSetups(b, a))].sort(byText)).toEqual([...of('removed')].sort(byText));
        for (const change of compareSetups(a, b))
          if (change.section === 'calling') expect(change.fields).toEqual(['headStartMinutes']);
      }),
    );
  });
});
