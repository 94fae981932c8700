import type { CallingRules } from './callingRules.ts';

type Named = readonly { id: string }[];
type Parts = { queues: Named; counters: Named; calling: CallingRules };
type Mistake = { path: readonly (string | number)[]; problem: 'twice' | 'unknown'; message: string };

/** What in the calling rules cannot be meant: a name that the hall does not have, or one that it has twice. */
export function callingMistakes({ queues, counters, calling }: Parts): readonly Mistake[] {
  const { desks, skills, queueNeeds, clerkSkills, classes } = calling;
  const twice = (list: 'classes' | 'skills'): Mistake[] =>
    calling[list].flatMap(({ id }, at) =>
      calling[list].findIndex(other => other.id === id) === at
        ? []
        : [{ path: ['calling', list, at, 'id'], problem: 'twice', message: `this id of ${list} is used twice` }],
    );
  const unknown = (known: Named, what: string, ...path: (string | number)[]) => ({
    /** The mistakes in a list of ids. */
    in: (ids: readonly string[]): Mistake[] =>
      ids
        .filter(id => !known.some(one => one.id === id))
        .map(id => ({ path: ['calling', ...path], problem: 'unknown', message: `no such ${what}: ${id}` })),
  });
  return [
    ...twice('classes'),
    ...twice('skills'),
    ...unknown(counters, 'counter', 'desks').in(Object.keys(desks)),
    ...unknown(queues, 'queue', 'queueNeeds').in(Object.keys(queueNeeds)),
    ...Object.entries(desks).flatMap(([id, { shares, secondary, skills: own }]) =>
      unknown(queues, 'queue', 'desks', id, 'shares')
        .in(Object.keys(shares))
        .concat(unknown(queues, 'queue', 'desks', id, 'secondary').in(secondary))
        .concat(unknown(skills, 'skill', 'desks', id, 'skills').in(own)),
    ),
    ...Object.entries(queueNeeds).flatMap(([id, needs]) => unknown(skills, 'skill', 'queueNeeds', id).in(needs)),
    ...Object.entries(clerkSkills).flatMap(([id, has]) => unknown(skills, 'skill', 'clerkSkills', id).in(has)),
    ...classes.flatMap(({ needs }, at) => unknown(skills, 'skill', 'classes', at, 'needs').in(needs)),
  ];
}
