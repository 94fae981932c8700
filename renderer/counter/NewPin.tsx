import { type SyntheticEvent, useState } from 'react';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { Speak } from './Counter.tsx';
import type { CounterStore } from './counterStore.ts';
import { Field, Gate } from './Gate.tsx';
import css from './Gate.module.css';
import type { PageState } from './pageState.ts';
import { Problem } from './Problem.tsx';
import { submitOnEnter } from './submitOnEnter.ts';

/** Nobody works with a PIN that somebody else has chosen. */
export function NewPin({
  state,
  store,
  speak,
}: {
  state: Extract<PageState, { at: 'newPin' }>;
  store: CounterStore;
  speak: Speak;
}) {
  const { t } = useText();
  const [newPin, setNewPin] = useState('');
  const [repeated, setRepeated] = useState('');
  const send = () => {
    // The second half of a double click on "sign in" lands here.
    if (newPin === '' && repeated === '') return;
    void store.changePin(newPin, repeated);
  };
  return (
    <Gate title={t('counter.firstTime')} speak={speak}>
      <form
        className={css.form}
        onSubmit={(event: SyntheticEvent) => event.preventDefault()}
        onKeyDown={event => submitOnEnter(event, send)}
      >
        <Field
          label={t('counter.newPin')}
          value={newPin}
          onChange={setNewPin}
          isSecret
          isFirst
          autoComplete="new-password"
        />
        <Field
          label={t('counter.repeatPin')}
          value={repeated}
          onChange={setRepeated}
          isSecret
          isFirst={false}
          autoComplete="new-password"
        />
        {state.isDifferent && <Problem>{t('counter.pinsDiffer')}</Problem>}
        {state.failure !== null && <Problem>{t(failureText(state.failure.code))}</Problem>}
        <TouchButton kind="primary" className={css.go} isDisabled={state.isBusy} repeatGuardMs={0} onPress={send}>
          {t('counter.savePin')}
        </TouchButton>
        <TouchButton kind="quiet" onPress={() => void store.signOut()}>
          {t('counter.signOut')}
        </TouchButton>
      </form>
    </Gate>
  );
}
