import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import type { SetupNow, SetupOutcome } from '../../hall/domain/setupApi.ts';
import type { SetupChange } from '../../hall/domain/setupChange.ts';
import type { SetupProblem } from '../../hall/domain/setupProblem.ts';
import type { Answer } from '../ui/askRoute.ts';
import type { PageFailure } from '../ui/failureText.ts';
import * as api from './adminApi.ts';
import { changeDraft, changedSections, type Draft, openDraft, redo, undo } from './draft.ts';

export type AdminState =
  | { at: 'loading' }
  | { at: 'failed'; failure: PageFailure }
  | {
      at: 'editing';
      draft: Draft;
      isSaving: boolean;
      failure: PageFailure | null;
      /** Why the hub refused the last save; gone with the next edit. */
      refusal: readonly SetupProblem[];
      /** Somebody else was quicker. */
      conflict: { now: SetupNow; changes: readonly SetupChange[] } | null;
      /** The last save stands and nothing was edited since. */
      isSaved: boolean;
    };
type Editing = Extract<AdminState, { at: 'editing' }>;

/** The admin page outside of React: the set-up in force, the edits on it, and what the hub said about them. */
export type AdminStore = {
  state: () => AdminState;
  subscribe: (listener: () => void) => () => void;
  token: string;
  load: () => Promise<void>;
  /** `field` names what is changed, so that typing a word is one step of undo. */
  change: (field: string, recipe: (setup: HallSetup) => HallSetup) => void;
  undo: () => void;
  redo: () => void;
  discard: () => void;
  /** True when the hub has accepted it, or there was nothing to save. */
  save: () => Promise<boolean>;
  /** Answers a conflict: their set-up, or mine over theirs. */
  resolve: (wish: 'theirs' | 'mine') => Promise<void>;
  /** The hub has put another set-up in force by itself: after an import or a restore. */
  adopt: (now: SetupNow) => void;
};

const draftKey = 'admin.draft';

/** Edits survive a reload of the tab as long as the set-up they were made on is still in force. */
function keptDraft(base: SetupNow): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(draftKey) ?? 'null') as {
      revision: number;
      setup: HallSetup;
    } | null;
    if (kept !== null && kept.revision === base.revision)
      return changeDraft(openDraft(base), { setup: kept.setup, field: 'reload' });
  } catch {
    // A draft of another version of the page is worth nothing.
  }
  return openDraft(base);
}

function keepDraft(draft: Draft | null): void {
  if (draft === null || changedSections(draft).size === 0) sessionStorage.removeItem(draftKey);
  else sessionStorage.setItem(draftKey, JSON.stringify({ revision: draft.base.revision, setup: draft.setup }));
}

/** One per session. `onExpired`: the hub no longer knows the token. */
export function createAdmin({ token, onExpired }: { token: string; onExpired: () => void }): AdminStore {
  let state: AdminState = { at: 'loading' };
  const listeners = new Set<() => void>();

  function enter(next: AdminState): void {
    state = next;
    if (state.at === 'editing') keepDraft(state.draft);
    for (const listener of listeners) listener();
  }

  function editing(draft: Draft): Editing {
    return { at: 'editing', draft, isSaving: false, failure: null, refusal: [], conflict: null, isSaved: false };
  }

  function failed<T>(answer: Answer<T>): answer is Extract<Answer<T>, { ok: false }> {
    if (!answer.ok && answer.failure.code === 'unauthorized') onExpired();
    return !answer.ok;
  }

  function edit(next: (draft: Draft) => Draft): void {
    if (state.at !== 'editing' || state.isSaving) return;
    const draft = next(state.draft);
    if (draft !== state.draft) enter({ ...state, draft, refusal: [], failure: null, isSaved: false });
  }

  async function load(): Promise<void> {
    enter({ at: 'loading' });
    const answer = await api.readSetup(token);
    enter(failed(answer) ? { at: 'failed', failure: answer.failure } : editing(keptDraft(answer.value)));
  }

  function settle(before: Editing, outcome: SetupOutcome): boolean {
    switch (outcome.at) {
      case 'accepted':
        enter({ ...editing(openDraft(outcome.now)), isSaved: true });
        return true;
      case 'refused':
        enter({ ...before, refusal: outcome.problems });
        return false;
      case 'conflict':
        enter({ ...before, conflict: { now: outcome.now, changes: outcome.changes } });
        return false;
      default:
        enter(before);
        return false;
    }
  }

  async function save(): Promise<boolean> {
    if (state.at !== 'editing' || state.isSaving) return false;
    if (changedSections(state.draft).size === 0) return true;
    const before: Editing = { ...state, failure: null, refusal: [] };
    enter({ ...before, isSaving: true });
    const { base, setup } = before.draft;
    const answer = await api.saveSetup(token, { basedOn: base.revision, setup });
    if (!failed(answer)) return settle(before, answer.value);
    enter({ ...before, failure: answer.failure });
    return false;
  }

  return {
    state: () => state,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token,
    load,
    change: (field, recipe) => edit(draft => changeDraft(draft, { setup: recipe(draft.setup), field })),
    undo: () => edit(undo),
    redo: () => edit(redo),
    discard: () => edit(draft => openDraft(draft.base)),
    save,
    async resolve(wish) {
      if (state.at !== 'editing' || state.conflict === null) return;
      const { now } = state.conflict;
      if (wish === 'theirs') return enter(editing(openDraft(now)));
      enter(editing({ ...state.draft, base: now }));
      await save();
    },
    adopt: now => enter(editing(openDraft(now))),
  };
}
