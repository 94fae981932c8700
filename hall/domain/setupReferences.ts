import type { z } from 'zod';
import { callingMistakes } from './callingMistakes.ts';
import type { HallSetup } from './hallSetup.ts';

type Context = z.RefinementCtx<HallSetup>;
type Path = readonly (string | number)[];

/** What one part of the document says about another: nothing is named twice, and whatever is named exists. */
export function checkReferences(setup: HallSetup, context: Context): void {
  const complain = (path: Path, problem: 'twice' | 'unknown', message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message, params: { problem } });

  for (const list of ['areas', 'departments', 'queues', 'services', 'counters'] as const)
    eachRepeated<{ id: string }>(
      setup[list],
      ({ id }) => id,
      at => complain([list, at, 'id'], 'twice', `this id of ${list} is used twice`),
    );
  eachRepeated(
    setup.queues,
    ({ letter }) => letter,
    at => complain(['queues', at, 'letter'], 'twice', 'two queues have this letter'),
  );
  eachRepeated(
    setup.counters,
    ({ number }) => number,
    at => complain(['counters', at, 'number'], 'twice', 'two counters have this number'),
  );

  for (const { path, problem, message } of callingMistakes(setup)) complain(path, problem, message);

  const queues = new Set(setup.queues.map(({ id }) => id));
  const areas = new Set(setup.areas.map(({ id }) => id));
  const departments = new Set(setup.departments.map(({ id }) => id));
  for (const [at, { area, department }] of setup.queues.entries()) {
    if (area !== null && !areas.has(area)) complain(['queues', at, 'area'], 'unknown', 'no such area');
    if (department !== null && !departments.has(department))
      complain(['queues', at, 'department'], 'unknown', 'no such department');
  }
  for (const [at, counter] of setup.counters.entries()) {
    for (const [place, queue] of counter.queues.entries())
      if (!queues.has(queue)) complain(['counters', at, 'queues', place], 'unknown', `no such queue: ${queue}`);
    eachRepeated(
      counter.queues,
      id => id,
      place => complain(['counters', at, 'queues', place], 'twice', 'this queue is listed twice'),
    );
  }
  for (const [at, { queue }] of setup.services.entries())
    if (!queues.has(queue)) complain(['services', at, 'queue'], 'unknown', 'no such queue');
  for (const [at, { queue }] of setup.appointments.queues.entries())
    if (!queues.has(queue)) complain(['appointments', 'queues', at, 'queue'], 'unknown', 'no such queue');
}

function eachRepeated<T>(list: readonly T[], keyOf: (one: T) => string | number, found: (at: number) => void): void {
  const seen = new Set<string | number>();
  for (const [at, one] of list.entries()) {
    const key = keyOf(one);
    if (seen.has(key)) found(at);
    seen.add(key);
  }
}
