import { Redo2, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { LanguageSwitch, type Speak } from '../ui/LanguageSwitch.tsx';
import { Num } from '../ui/Isolated.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { AdminState, AdminStore } from './adminStore.ts';
import { useEditor } from './editor.ts';
import { ProblemList } from './ProblemList.tsx';
import css from './SaveBar.module.css';
import { sections } from './sections.ts';

type Editing = Extract<AdminState, { at: 'editing' }>;

/** Ctrl+S saves, Ctrl+Z and Ctrl+Shift+Z go back and forth; inside a field the browser's own undo is the edit's undo. */
function useKeys(store: AdminStore): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      const verb =
        key === 's'
          ? store.save
          : key === 'y' || (key === 'z' && event.shiftKey)
            ? store.redo
            : key === 'z'
              ? store.undo
              : null;
      if (verb === null) return;
      event.preventDefault();
      // A field that commits when it is left must do so before the set-up goes.
      if (document.activeElement instanceof HTMLElement && verb === store.save) document.activeElement.blur();
      if (verb === store.save) void store.save();
      else verb();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store]);
}

/** Top of the page: which hall, what is not saved yet, and what to do about it. */
export function SaveBar({
  state,
  account,
  speak,
  signOut,
}: {
  state: Editing;
  account: string;
  speak: Speak;
  signOut: () => void;
}) {
  const { t } = useText();
  const { store, base, changed, problems } = useEditor();
  useKeys(store);
  const isDirty = changed.size > 0;
  return (
    <header className={css.bar}>
      <div className={css.line}>
        <h1 className={css.hall}>
          {t('admin.title')} · <TextOf text={base.setup.hall.name} />
        </h1>
        <LanguageSwitch speak={speak} />
        <span className={css.account}>
          {t('admin.account')} <Num>{account}</Num>
        </span>
        <TouchButton kind="quiet" className={css.small} onPress={signOut}>
          {t('admin.signOut')}
        </TouchButton>
      </div>
      <div className={css.line}>
        <p className={css.state} data-dirty={isDirty} role="status">
          {isDirty ? t('admin.unsaved') : t(state.isSaved ? 'admin.saved' : 'admin.noChanges')}
          {isDirty && problems.length > 0 && (
            <span className={css.wrong}>
              {' · '}
              <Say k="admin.problems" count={problems.length} values={{ n: <Num>{problems.length}</Num> }} />
            </span>
          )}
        </p>
        <TouchButton
          kind="quiet"
          className={css.small}
          label={t('admin.undo')}
          isDisabled={state.draft.past.length === 0}
          repeatGuardMs={0}
          onPress={store.undo}
        >
          <Undo2 size={20} aria-hidden />
          {t('admin.undo')}
        </TouchButton>
        <TouchButton
          kind="quiet"
          className={css.small}
          isDisabled={state.draft.future.length === 0}
          repeatGuardMs={0}
          onPress={store.redo}
        >
          <Redo2 size={20} aria-hidden />
          {t('admin.redo')}
        </TouchButton>
        <TouchButton kind="quiet" className={css.small} isDisabled={!isDirty || state.isSaving} onPress={store.discard}>
          {t('admin.discard')}
        </TouchButton>
        <TouchButton
          kind="primary"
          className={css.save}
          isDisabled={!isDirty || state.isSaving || (problems.length > 0 && state.refusal.length === 0)}
          onPress={() => void store.save()}
        >
          {t(state.isSaving ? 'admin.saving' : 'admin.save')}
        </TouchButton>
      </div>
      <Refusal state={state} keys={sections.flatMap(({ keys }) => keys)} />
    </header>
  );
}

/** Why the hub did not take it, and what is wrong in parts of the document (other than `keys`) that have no form in sight. */
export function Refusal({ state, keys }: { state: Editing; keys: readonly string[] }) {
  const { t } = useText();
  const { problems } = useEditor();
  const homeless = problems.filter(({ path }) => !keys.includes(String(path[0])));
  const shown = [...new Set([...state.refusal, ...homeless])];
  if (state.failure !== null) return <Problem>{t(failureText(state.failure.code))}</Problem>;
  if (shown.length === 0) return null;
  return (
    <Problem>
      {state.refusal.length > 0 && t('admin.refused')}
      <ProblemList problems={shown} />
    </Problem>
  );
}
