import { type SyntheticEvent, useEffect, useState } from 'react';
import { failureText, type PageFailure } from './failureText.ts';
import { useText } from './i18n.ts';
import { Num } from './Isolated.tsx';
import type { Speak } from './LanguageSwitch.tsx';
import { Say } from './Say.tsx';
import { TouchButton } from './TouchButton.tsx';
import { Field, Gate } from './Gate.tsx';
import css from './Gate.module.css';
import { Problem } from './Problem.tsx';
import { submitOnEnter } from './submitOnEnter.ts';

/** Seconds left of a lock, counted down once a second. */
function useSecondsLeft(untilMs: number | null): number {
  const [nowMs, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

/** Account and PIN. */
export function SignIn({
  name,
  speak,
  isBusy,
  failure,
  lockedUntilMs,
  signIn,
}: {
  /** What page this is. */
  name: string;
  speak: Speak;
  isBusy: boolean;
  failure: PageFailure | null;
  /** By the clock of the page (`performance.now()`); null = not locked. */
  lockedUntilMs: number | null;
  signIn: (account: string, pin: string) => void;
}) {
  const { t } = useText();
  const [account, setAccount] = useState('');
  const [pin, setPin] = useState('');
  const lockedFor = useSecondsLeft(lockedUntilMs);
  const send = () => {
    if (lockedFor > 0) return;
    signIn(account, pin);
    setPin('');
  };
  return (
    <Gate name={name} title={t('counter.signIn')} speak={speak}>
      <form
        className={css.form}
        onSubmit={(event: SyntheticEvent) => event.preventDefault()}
        onKeyDown={event => submitOnEnter(event, send)}
      >
        <Field
          label={t('counter.account')}
          value={account}
          onChange={setAccount}
          isSecret={false}
          isFirst
          autoComplete="username"
        />
        <Field
          label={t('counter.pin')}
          value={pin}
          onChange={setPin}
          isSecret
          isFirst={false}
          autoComplete="current-password"
        />
        {failure !== null && (
          <Problem>
            {t(failureText(failure.code))}
            {lockedFor > 0 && (
              <>
                {' '}
                <Say k="counter.lockedFor" count={lockedFor} values={{ n: <Num>{lockedFor}</Num> }} />
              </>
            )}
          </Problem>
        )}
        <TouchButton kind="primary" className={css.go} isDisabled={isBusy || lockedFor > 0} onPress={send}>
          {t(isBusy ? 'counter.signingIn' : 'counter.signIn')}
        </TouchButton>
      </form>
    </Gate>
  );
}
