import { z } from 'zod';
import { areaIdSchema, departmentIdSchema } from './ids.ts';
import { textSchema } from './text.ts';

/** Where in the hall a queue is served. */
export const areaSchema = z.object({ id: areaIdSchema, name: textSchema });

/** Which authority serves a queue (窗口单位). */
export const departmentSchema = z.object({ id: departmentIdSchema, name: textSchema });

type Place = { id: string; name: unknown };
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlace = (value: unknown): value is Place => isRecord(value) && typeof value['id'] === 'string';

/**
 * Documents of the first version wrote area and department as texts into every queue. They are read as if the texts stood
 * in the lists: equal texts become one place. Anything else is left as it is, for the schema to judge.
 */
export function liftPlaces(document: unknown): unknown {
  if (!isRecord(document) || !Array.isArray(document['queues'])) return document;
  const areas = placesOf(document['areas']);
  const departments = placesOf(document['departments']);
  const queues = document['queues'].map((queue: unknown) => {
    if (!isRecord(queue)) return queue;
    const area = lift({ places: areas, kind: 'area', value: queue['area'] });
    const department = lift({ places: departments, kind: 'department', value: queue['department'] });
    return { ...queue, area, department };
  });
  return { ...document, areas, departments, queues };
}

/** A list that can be added to; what is no list stays what it was. */
function placesOf(value: unknown): unknown {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...(value as unknown[])] : value;
}

function lift({ places, kind, value }: { places: unknown; kind: 'area' | 'department'; value: unknown }): unknown {
  if (!isRecord(value) || !Array.isArray(places)) return value ?? null;
  const known = places.filter(isPlace);
  const same = known.find(({ name }) => JSON.stringify(name) === JSON.stringify(value));
  if (same !== undefined) return same.id;
  let number = known.length + 1;
  while (known.some(({ id }) => id === `${kind}-${number}`)) number += 1;
  const id = `${kind}-${number}`;
  places.push({ id, name: value });
  return id;
}
