import type { BoardCall } from '../../hall/domain/boardApi.ts';

/** How often each call of the board has been heard of: its number of recalls. Null = nothing was seen yet. */
export type HeardCalls = ReadonlyMap<string, number> | null;

/** After an outage, what is older than this beside the newest call is shown but no longer spoken. */
const stillSpokenMs = 60_000;

/**
 * Tells what is new on the board, oldest first. What was there when the page opened is not new: a board that is switched
 * on does not call the whole morning again. A recall is always new.
 */
export function hearCalls(
  heard: HeardCalls,
  calls: readonly BoardCall[],
): { heard: ReadonlyMap<string, number>; fresh: readonly BoardCall[] } {
  const present = new Map(calls.map(({ call, recalls }) => [call as string, recalls]));
  if (heard === null) return { heard: present, fresh: [] };
  const newestAt = Math.max(...calls.map(({ calledAt }) => calledAt));
  const fresh = calls
    .filter(({ call, recalls, calledAt }) => {
      const before = heard.get(call);
      return before === undefined ? recalls > 0 || newestAt - calledAt <= stillSpokenMs : recalls > before;
    })
    .sort((a, b) => a.calledAt - b.calledAt);
  // An empty moment (a hub that is starting) must not make yesterday's words new.
  return { heard: new Map([...heard, ...present].slice(-200)), fresh };
}
