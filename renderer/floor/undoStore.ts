import type { FloorAnswer } from '../../hall/domain/floorApi.ts';

/** What was done last, and how long it can be taken back by the clock of this page. */
export type Done = { say: 'counter' | 'moved' | 'undone'; where: number | null; moved: number; undo: string | null };

/** The last act of this page; shown in a bar at its foot. */
export type UndoStore = {
  last: () => Done | null;
  subscribe: (listener: () => void) => () => void;
  did: (done: Pick<Done, 'say' | 'where'>, answer: FloorAnswer) => void;
  forget: () => void;
};

/** A little less than the hub allows, for the way of the answer. */
const shownMs = 110_000;
const undoneShownMs = 4000;

export function createUndoStore(): UndoStore {
  let last: Done | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  function become(next: Done | null): void {
    last = next;
    if (timer !== null) clearTimeout(timer);
    timer = next === null ? null : setTimeout(() => become(null), next.undo === null ? undoneShownMs : shownMs);
    for (const listener of listeners) listener();
  }
  return {
    last: () => last,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    did: ({ say, where }, { undo, moved }) => become({ say, where, moved, undo: undo?.id ?? null }),
    forget: () => become(null),
  };
}
