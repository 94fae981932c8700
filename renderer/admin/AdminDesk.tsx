import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { readSetupDocument } from '../../hall/domain/setupProblem.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import { Problem } from '../ui/Problem.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './AdminDesk.module.css';
import type { AdminState, AdminStore } from './adminStore.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { changedSections } from './draft.ts';
import { type Editor, EditorContext } from './editor.ts';
import { isWizardPutOff, putOffWizard } from './wizard/wizardMemory.ts';
import { SaveBar } from './SaveBar.tsx';
import { SectionNav } from './SectionNav.tsx';
import { firstSection, sections } from './sections.ts';
import { Wizard } from './wizard/Wizard.tsx';

type Frame = { store: AdminStore; account: string; speak: Speak; signOut: () => void };

/** What a signed-in supervisor sees: the parts of the set-up, or the guided first set-up. */
export function AdminDesk(frame: Frame) {
  const { t } = useText();
  const { store } = frame;
  const state = useSyncExternalStore(store.subscribe, store.state);
  switch (state.at) {
    case 'loading':
      return <p className={css.wait}>{t('admin.loading')}</p>;
    case 'failed':
      return (
        <div className={css.wait}>
          <Problem>{t(failureText(state.failure.code))}</Problem>
          <TouchButton onPress={() => void store.load()}>{t('admin.reload')}</TouchButton>
        </div>
      );
    default:
      return <Editing {...frame} state={state} />;
  }
}

const sectionShown = () => sections.find(({ id }) => `#${id}` === location.hash)?.id ?? firstSection;

function useSection(): [string, (section: string) => void] {
  const [section, setSection] = useState(sectionShown);
  useEffect(() => {
    const follow = () => setSection(sectionShown());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return [section, next => void (location.hash = next)];
}

function Editing({ store, state, account, speak, signOut }: Frame & { state: Extract<AdminState, { at: 'editing' }> }) {
  const { draft, refusal } = state;
  const [section, open] = useSection();
  const [isPutOff, setPutOff] = useState(isWizardPutOff);
  const changed = useMemo(() => changedSections(draft), [draft]);
  const problems = useMemo(() => {
    const read = readSetupDocument(draft.setup);
    return [...(read.ok ? [] : read.problems), ...refusal];
  }, [draft.setup, refusal]);
  const { change } = store;
  const { base, setup } = draft;
  const editor: Editor = { store, base, setup, problems, changed, change, open };
  useLeaveGuard(changed.size > 0);
  const shown = sections.find(({ id }) => id === section);
  const putOff = (next: boolean) => {
    putOffWizard(next);
    setPutOff(next);
  };
  return (
    <EditorContext value={editor}>
      {base.setup.example && !isPutOff ? (
        <Wizard state={state} speak={speak} later={() => putOff(true)} />
      ) : (
        <div className={css.page}>
          <SaveBar {...{ state, account, speak, signOut }} />
          <SectionNav section={section} />
          <main className={css.main}>{shown !== undefined && <shown.Page resumeWizard={() => putOff(false)} />}</main>
        </div>
      )}
      {state.conflict !== null && <ConflictDialog conflict={state.conflict} store={store} />}
    </EditorContext>
  );
}

/** The browser asks before edits are thrown away with the tab. */
function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
