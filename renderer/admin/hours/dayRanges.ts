const dayMs = 24 * 60 * 60 * 1000;

/** Every day from the first to the last, `YYYY-MM-DD`, both included; empty when the last lies before the first. */
export function daysBetween(first: string, last: string): string[] {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  const days: string[] = [];
  for (let at = from; at <= to && days.length < 62; at += dayMs) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Days put together where one follows the other: a holiday is read as "1 to 7 October", not as seven lines. */
export function rangesOf(days: readonly string[]): { first: string; last: string }[] {
  const ranges: { first: string; last: string }[] = [];
  for (const day of [...new Set(days)].sort((a, b) => (a < b ? -1 : 1))) {
    const open = ranges.at(-1);
    if (open !== undefined && Date.parse(day) - Date.parse(open.last) === dayMs) open.last = day;
    else ranges.push({ first: day, last: day });
  }
  return ranges;
}
