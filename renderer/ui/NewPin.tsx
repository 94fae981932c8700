import { type SyntheticEvent, useState } from 'react';
import { failureText, type PageFailure } from './failureText.ts';
import { useText } from './i18n.ts';
import { TouchButton } from './TouchButton.tsx';
import { Field, Gate } from './Gate.tsx';
import css from './Gate.module.css';
import type { Speak } from './LanguageSwitch.tsx';
import { Problem } from './Problem.tsx';
import { submitOnEnter } from './submitOnEnter.ts';

/** Nobody works with a PIN that somebody else has chosen. */
export function NewPin({
  name,
  speak,
  isBusy,
  failure,
  isDifferent,
  changePin,
  leave,
}: {
  /** What page this is. */
  name: string;
  speak: Speak;
  isBusy: boolean;
  failure: PageFailure | null;
  /** The two entries were not the same. */
  isDifferent: boolean;
  changePin: (newPin: string, repeated: string) => void;
  leave: () => void;
}) {
  const { t } = useText();
  const [newPin, setNewPin] = useState('');
  const [repeated, setRepeated] = useState('');
  const send = () => {
    // The second half of a double click on "sign in" lands here.
    if (newPin === '' && repeated === '') return;
    changePin(newPin, repeated);
  };
  return (
    <Gate name={name} title={t('counter.firstTime')} speak={speak}>
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
        {isDifferent && <Problem>{t('counter.pinsDiffer')}</Problem>}
        {failure !== null && <Problem>{t(failureText(failure.code))}</Problem>}
        <TouchButton kind="primary" className={css.go} isDisabled={isBusy} repeatGuardMs={0} onPress={send}>
          {t('counter.savePin')}
        </TouchButton>
        <TouchButton kind="quiet" onPress={leave}>
          {t('counter.signOut')}
        </TouchButton>
      </form>
    </Gate>
  );
}
