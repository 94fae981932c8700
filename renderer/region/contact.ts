import type { WordKey } from './words.ts';

/** How a hall's last contact reads: its state, and the sentence with the number that goes into it. */
export type Contact = { is: 'online' | 'silent' | 'never'; ago: WordKey; n: number };

const minuteMs = 60_000;
/** A hub sends within half a minute; after two it is not a coincidence any more. */
const silentAfterMs = 2 * minuteMs;

export function contactOf(lastSeenAt: number | null, nowMs: number): Contact {
  if (lastSeenAt === null) return { is: 'never', ago: 'never', n: 0 };
  const silentMs = Math.max(0, nowMs - lastSeenAt);
  const is = silentMs < silentAfterMs ? 'online' : 'silent';
  if (silentMs < minuteMs) return { is, ago: 'justNow', n: 0 };
  const minutes = Math.floor(silentMs / minuteMs);
  if (minutes < 60) return { is, ago: 'minutesAgo', n: minutes };
  if (minutes < 48 * 60) return { is, ago: 'hoursAgo', n: Math.floor(minutes / 60) };
  return { is, ago: 'daysAgo', n: Math.floor(minutes / 1440) };
}
