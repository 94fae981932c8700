/** One message of a live stream; what travels is checked by `liveMessageSchema`. */
export type LiveMessage =
  | { is: 'snapshot'; revision: number; entries: Record<string, unknown> }
  | { is: 'patch'; revision: number; changes: Record<string, unknown> };

export type LiveState = { revision: number; entries: Readonly<Record<string, unknown>> };

export const emptyLiveState: LiveState = { revision: -1, entries: {} };

/** Applies one message. `null` = a revision is missing: drop the state and ask for a snapshot. */
export function applyLive(state: LiveState, message: LiveMessage): LiveState | null {
  if (message.is === 'snapshot') return { revision: message.revision, entries: message.entries };
  if (message.revision !== state.revision + 1) return null;
  const entries: Record<string, unknown> = { ...state.entries };
  for (const [key, value] of Object.entries(message.changes)) {
    if (value === null) delete entries[key];
    else entries[key] = value;
  }
  return { revision: message.revision, entries };
}

/** An entry that is null or missing is not there: a patch has no other word for it. */
function entryOf(entries: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(entries, key) ? (entries[key] ?? null) : null;
}

/** The changes that lead from one set of entries to another, or null when there is none. Values are compared as JSON. */
export function diffEntries(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const changes: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = entryOf(after, key);
    if (JSON.stringify(entryOf(before, key)) !== JSON.stringify(value)) changes[key] = value;
  }
  return Object.keys(changes).length === 0 ? null : changes;
}
