import { useEffect, useState } from 'react';
import type { FloorEntries } from '../../hall/domain/floorApi.ts';

/** The hub's time, going on between its messages at its own speed; so a PC with a wrong clock shows right waits. */
export function useFloorClock(clock: FloorEntries['clock'] | undefined): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (clock === undefined) return undefined;
    const heardAtMs = performance.now();
    const tell = () => setNow(clock.atMs + (performance.now() - heardAtMs) * clock.speed);
    const first = setTimeout(tell, 0);
    const timer = setInterval(tell, clock.speed > 1 ? 1000 : 5000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [clock]);
  return nowMs;
}
