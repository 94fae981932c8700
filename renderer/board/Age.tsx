import { Num } from '../ui/Isolated.tsx';
import { Words } from './Words.tsx';

const minuteMs = 60_000;

/** How long ago somebody was called; a time of day would have to be worked out. */
export function Age({ calledAt, nowMs }: { calledAt: number; nowMs: number }) {
  const minutes = Math.max(0, Math.floor((nowMs - calledAt) / minuteMs));
  if (minutes === 0) return <Words k="board.justNow" />;
  return <Words k="board.ago" count={minutes} values={{ n: <Num>{minutes}</Num> }} />;
}
