/** Where and when a finger left the screen. Keyboard presses have no place. */
export type Press = { atMs: number; place: { x: number; y: number } | null; control: string };

export type PressGuard = { accepts(press: Press, repeatGuardMs: number): boolean };

/**
 * Swallows the second half of a tremor: a press at the same place, or of the same control, within the guard time. The place
 * counts and not only the control, because the first tap may already have put another button under the finger.
 */
export function createPressGuard(radiusPx: number): PressGuard {
  let last: Press | null = null;
  return {
    accepts(press, repeatGuardMs) {
      if (last !== null && press.atMs - last.atMs < repeatGuardMs && isRepeat(last, press, radiusPx)) return false;
      last = press;
      return true;
    },
  };
}

function isRepeat(last: Press, press: Press, radiusPx: number): boolean {
  if (last.place === null || press.place === null) return last.control === press.control;
  return Math.hypot(press.place.x - last.place.x, press.place.y - last.place.y) <= radiusPx;
}
