/** The list with one entry changed; the very same list when nothing fits. */
export function withEntry<T>(list: readonly T[], at: number, part: Partial<T>): T[] {
  return list.map((entry, place) => (place === at ? { ...entry, ...part } : entry));
}

/** The list with the entry at `at` one place earlier (-1) or later (+1). */
export function withMoved<T>(list: readonly T[], at: number, step: -1 | 1): T[] {
  const moved = [...list];
  const [entry] = moved.splice(at, 1);
  if (entry !== undefined) moved.splice(Math.max(0, at + step), 0, entry);
  return moved;
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, place) => place !== at);
}

/** An id of this kind that no entry has yet: `queue-7`. */
export function freeId(kind: string, taken: readonly { id: string }[]): string {
  const known = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (known.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

/** Entries with their places, for rows that are edited in place: a row keeps its field's focus while its value changes. */
export function placed<T>(list: readonly T[]): { entry: T; at: number }[] {
  return list.map((entry, at) => ({ entry, at }));
}
