import { useState } from 'react';
import { type TextKey, useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { LanguageSwitch, type Speak } from '../../ui/LanguageSwitch.tsx';
import { Say } from '../../ui/Say.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import type { AdminState } from '../adminStore.ts';
import { useEditor } from '../editor.ts';
import { Refusal } from '../SaveBar.tsx';
import { Counters } from '../sections/Counters.tsx';
import { Hours } from '../sections/Hours.tsx';
import { HallName } from '../sections/Overview.tsx';
import { Places } from '../sections/Places.tsx';
import { Queues } from '../sections/Queues.tsx';
import css from './Wizard.module.css';
import { StartFrom } from './StartFrom.tsx';
import { keepWizardStep, readWizardStep } from './wizardMemory.ts';

const steps = ['name', 'start', 'places', 'queues', 'counters', 'hours', 'done'] as const;
type Step = (typeof steps)[number];

const titles: Record<Step, TextKey> = {
  name: 'admin.wizard.name',
  start: 'admin.wizard.start',
  places: 'admin.wizard.places',
  queues: 'admin.wizard.queues',
  counters: 'admin.wizard.counters',
  hours: 'admin.wizard.hours',
  done: 'admin.wizard.done',
};

/** What of the document a step has fields for. */
const keysOf: Record<Step, readonly string[]> = {
  name: ['hall'],
  start: [],
  places: ['areas', 'departments'],
  queues: ['queues'],
  counters: ['counters'],
  hours: ['openingHours'],
  done: [],
};

/**
 * From the example hall to the real one, a question at a time. Every step is saved when it is left, so it can be taken up
 * again on any day; the hall works all the while.
 */
export function Wizard({
  state,
  speak,
  later,
}: {
  state: Extract<AdminState, { at: 'editing' }>;
  speak: Speak;
  later: () => void;
}) {
  const { t } = useText();
  const { store, problems, change } = useEditor();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      steps.findIndex(step => step === readWizardStep()),
    ),
  );
  const step = steps[at] ?? 'name';
  const go = (to: number) => {
    keepWizardStep(steps[to] ?? 'name');
    setAt(to);
  };
  const next = async () => {
    if (await store.save()) go(at + 1);
  };
  const finish = async () => {
    change('example', before => ({ ...before, example: false }));
    if (await store.save()) keepWizardStep('name');
  };
  const isBlocked = state.isSaving || (problems.length > 0 && state.refusal.length === 0);
  return (
    <div className={css.page}>
      <header className={css.top}>
        <h1 className={css.name}>{t('admin.wizard.title')}</h1>
        <span className={css.count}>
          <Say k="admin.wizard.step" values={{ n: <Num>{at + 1}</Num>, total: <Num>{steps.length}</Num> }} />
        </span>
        <LanguageSwitch speak={speak} />
        <TouchButton kind="quiet" className={css.small} onPress={later}>
          {t('admin.wizard.later')}
        </TouchButton>
      </header>
      <progress className={css.progress} max={steps.length} value={at + 1} aria-label={t('admin.wizard.title')} />
      <main className={css.main}>
        <h2 className={css.title}>{t(titles[step])}</h2>
        <StepPage step={step} />
      </main>
      <footer className={css.foot}>
        <Refusal state={state} keys={keysOf[step]} />
        <div className={css.buttons}>
          <TouchButton isDisabled={at === 0 || state.isSaving} className={css.small} onPress={() => go(at - 1)}>
            {t('admin.wizard.back')}
          </TouchButton>
          {step === 'done' ? (
            <TouchButton kind="primary" className={css.next} isDisabled={isBlocked} onPress={() => void finish()}>
              {t('admin.wizard.finish')}
            </TouchButton>
          ) : (
            <TouchButton kind="primary" className={css.next} isDisabled={isBlocked} onPress={() => void next()}>
              {t(state.isSaving ? 'admin.saving' : 'admin.wizard.next')}
            </TouchButton>
          )}
        </div>
      </footer>
    </div>
  );
}

function StepPage({ step }: { step: Step }) {
  const { t } = useText();
  switch (step) {
    case 'name':
      return <HallName />;
    case 'start':
      return <StartFrom />;
    case 'places':
      return <Places />;
    case 'queues':
      return <Queues />;
    case 'counters':
      return <Counters />;
    case 'hours':
      return <Hours />;
    default:
      return <p>{t('admin.wizard.doneHint')}</p>;
  }
}
