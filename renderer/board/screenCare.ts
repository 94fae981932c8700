const minuteMs = 60_000;

/** Eight places around the true one, walked once a minute: no edge stays on the same line of pixels for a day. */
const places = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const;

/** Shift of the whole picture at an instant, in px. */
export function shiftAt(epochMs: number): { x: number; y: number } {
  const [x, y] = places[Math.floor(epochMs / minuteMs) % places.length] ?? places[0];
  return { x, y };
}
