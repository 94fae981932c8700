import { z } from 'zod';
import type { HallSetup } from './hallSetup.ts';
import type { Text } from './language.ts';
import { textSchema } from './text.ts';

/** One difference between two set-ups, small enough to be read as a line. */
export const setupChangeSchema = z.object({
  /** Key of the document: `queues`, `counters`, `openingHours`, … */
  section: z.string(),
  is: z.enum(['added', 'removed', 'changed', 'reordered']),
  /** Of an entry of a list; null for everything else. */
  id: z.string().nullable(),
  /** Letter of a queue, number of a counter. */
  mark: z.string().nullable(),
  name: textSchema.nullable(),
  /** Which fields of a changed entry differ. */
  fields: z.array(z.string()),
});
export type SetupChange = z.infer<typeof setupChangeSchema>;

type Entry = { id: string; letter?: string; number?: number; name?: Text };
type Fields = Readonly<Record<string, unknown>>;

const isEntryList = (value: unknown): value is readonly Entry[] =>
  Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && 'id' in one);
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** What leads from one set-up to another, section by section. Pure; empty when both say the same. */
export function compareSetups(before: HallSetup, after: HallSetup): SetupChange[] {
  const old: Fields = before;
  const next: Fields = after;
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap(section => {
    const [a, b] = [old[section], next[section]];
    if (same(a, b)) return [];
    if (isEntryList(a) && isEntryList(b)) return compareLists({ section, before: a, after: b });
    const fields = isFields(a) && isFields(b) ? differing(a, b) : [];
    return [{ section, is: 'changed', id: null, mark: null, name: null, fields } as const];
  });
}

function compareLists(lists: { section: string; before: readonly Entry[]; after: readonly Entry[] }): SetupChange[] {
  const { section, before, after } = lists;
  const said = ({ id, letter, number, name }: Entry) => ({
    section,
    id,
    mark: letter ?? (number === undefined ? null : String(number)),
    name: name ?? null,
  });
  const old = new Map(before.map(entry => [entry.id, entry]));
  const kept = new Set(after.map(({ id }) => id));
  const removed = before.flatMap((entry): SetupChange[] =>
    kept.has(entry.id) ? [] : [{ ...said(entry), is: 'removed', fields: [] }],
  );
  const rest = after.flatMap((entry): SetupChange[] => {
    const was = old.get(entry.id);
    if (was === undefined) return [{ ...said(entry), is: 'added', fields: [] }];
    return same(was, entry) ? [] : [{ ...said(entry), is: 'changed', fields: differing(was, entry) }];
  });
  const order = (entries: readonly Entry[]) => entries.map(({ id }) => id).filter(id => old.has(id) && kept.has(id));
  const moved: SetupChange = { section, is: 'reordered', id: null, mark: null, name: null, fields: [] };
  return [...removed, ...rest, ...(same(order(before), order(after)) ? [] : [moved])];
}

function differing(a: Fields, b: Fields): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(key => !same(a[key], b[key]));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with sorted keys: two documents that say the same are the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
