import type { HallState } from './hallState.ts';

const memories = new WeakMap<HallState, Map<string, { signature: unknown; value: unknown }>>();

/**
 * A part of a view that many screens share: computed again only when `signature` is another one, otherwise the very same
 * object, so that comparing views ends at the reference. With 200 consoles open a commit would else build the same lists 200 times.
 * @param part.key names the part within its hall; a key always stands for the same kind of value
 */
export function kept<T>(part: { state: HallState; key: string; signature: unknown }, compute: () => T): T {
  const { state, key, signature } = part;
  const memory = memories.get(state) ?? new Map<string, { signature: unknown; value: unknown }>();
  memories.set(state, memory);
  const before = memory.get(key);
  if (before !== undefined && before.signature === signature) return before.value as T;
  const value = compute();
  memory.set(key, { signature, value });
  return value;
}
