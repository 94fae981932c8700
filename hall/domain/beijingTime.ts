/** Offices in Xinjiang keep Beijing time; it has no summer time, so a fixed offset is exact. */
export const beijingOffsetMs = 8 * 60 * 60 * 1000;

/** Hour and minute in Beijing of an instant (UTC epoch ms), `HH:MM`. */
export function beijingTime(epochMs: number): string {
  return new Date(epochMs + beijingOffsetMs).toISOString().slice(11, 16);
}
