import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import type { SetupNow } from '../../hall/domain/setupApi.ts';
import { compareSetups } from '../../hall/domain/setupChange.ts';

/** What is being edited: the set-up in force, the one on the page, and the way back. */
export type Draft = {
  base: SetupNow;
  setup: HallSetup;
  past: readonly HallSetup[];
  future: readonly HallSetup[];
  /** The field that was changed last: typing a word is one step back, not one for each letter. */
  field: string | null;
};

const mostSteps = 200;

export function openDraft(base: SetupNow): Draft {
  return { base, setup: base.setup, past: [], future: [], field: null };
}

/** The next state of the page's set-up; `field` names what is changed. */
export function changeDraft(draft: Draft, { setup, field }: { setup: HallSetup; field: string }): Draft {
  if (setup === draft.setup) return draft;
  const isSameField = draft.field === field && draft.past.length > 0;
  const past = isSameField ? draft.past : [...draft.past, draft.setup].slice(-mostSteps);
  return { ...draft, setup, past, future: [], field };
}

export function undo(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (before === undefined) return draft;
  return {
    ...draft,
    setup: before,
    past: draft.past.slice(0, -1),
    future: [draft.setup, ...draft.future],
    field: null,
  };
}

export function redo(draft: Draft): Draft {
  const [next, ...future] = draft.future;
  if (next === undefined) return draft;
  return { ...draft, setup: next, past: [...draft.past, draft.setup], future, field: null };
}

/** Keys of the document that differ from what is in force; empty = nothing to save. */
export function changedSections({ base, setup }: Draft): ReadonlySet<string> {
  return base.setup === setup ? new Set() : new Set(compareSetups(base.setup, setup).map(({ section }) => section));
}
