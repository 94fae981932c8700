import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hallSetupSchema } from './hallSetup.ts';
import { readSetupDocument } from './setupProblem.ts';
import { withoutArea, withoutCounter, withoutQueue } from './setupRemovals.ts';

const example = JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8')) as {
  queues: { id: string }[];
  counters: { id: string }[];
};
const ids = example.queues.map(({ id }) => id);
/** The example hall with rules about every queue and counter it has. */
const full = hallSetupSchema.parse({
  ...example,
  appointments: { queues: ids.map(queue => ({ queue })) },
  announcing: { mutedAreas: ['floor-1-a'] },
  calling: {
    skills: [{ id: 'sign', name: { zh: '手语', ug: null, en: null } }],
    queueNeeds: Object.fromEntries(ids.map(id => [id, ['sign']])),
    speaks: Object.fromEntries(example.counters.map(({ id }) => [id, ['ug']])),
    desks: Object.fromEntries(
      example.counters.map(({ id }) => [
        id,
        { shares: Object.fromEntries(ids.map(queue => [queue, 2])), secondary: ids },
      ]),
    ),
  },
});

it('whatever is taken away in whatever order, nothing names it any more but a counter that would serve everything', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(full.queues, { maxLength: full.queues.length - 1 }),
      fc.shuffledSubarray(full.counters, { maxLength: full.counters.length - 1 }),
      fc.subarray(full.areas),
      (queues, counters, areas) => {
        const fewerQueues = queues.reduce((setup, { id }) => withoutQueue(setup, id), full);
        const fewer = counters.reduce((setup, { id }) => withoutCounter(setup, id), fewerQueues);
        const rest = areas.reduce((setup, { id }) => withoutArea(setup, id), fewer);
        const read = readSetupDocument(rest);
        const problems = read.ok ? [] : read.problems.map(({ path, code }) => [path[0], path[2], code].join(' '));
        expect(problems.filter(problem => problem !== 'counters queues unknown')).toEqual([]);
        const text = JSON.stringify({ ...rest, counters: [] });
        for (const { id } of [...queues, ...counters, ...areas]) expect(text).not.toContain(`"${id}"`);
        for (const counter of rest.counters) {
          const was = full.counters.find(({ id }) => id === counter.id);
          expect(counter.queues.length === 0).toBe(was?.queues.length === 0);
        }
      },
    ),
  );
});
