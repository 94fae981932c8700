import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';

const minuteMs = 60_000;

/** A length of time in whole minutes; a dash before there is one. */
export function Minutes({ ms }: { ms: number | null }) {
  if (ms === null) return '–';
  const n = Math.round(ms / minuteMs);
  return <Say k="floor.minutes" count={n} values={{ n: <Num>{n}</Num> }} />;
}
