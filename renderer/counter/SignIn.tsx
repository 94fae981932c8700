import { type SyntheticEvent, useEffect, useState } from 'react';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { Speak } from './Counter.tsx';
import type { CounterStore } from './counterStore.ts';
import { Field, Gate } from './Gate.tsx';
import css from './Gate.module.css';
import type { PageState } from './pageState.ts';
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
  state,
  store,
  speak,
}: {
  state: Extract<PageState, { at: 'signIn' }>;
  store: CounterStore;
  speak: Speak;
}) {
  const { t } = useText();
  const [account, setAccount] = useState('');
  const [pin, setPin] = useState('');
  const lockedFor = useSecondsLeft(state.lockedUntilMs);
  const send = () => {
    if (lockedFor > 0) return;
    void store.signIn(account, pin);
    setPin('');
  };
  const { failure } = state;
  return (
    <Gate title={t('counter.signIn')} speak={speak}>
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
        <TouchButton kind="primary" className={css.go} isDisabled={state.isBusy || lockedFor > 0} onPress={send}>
          {t(state.isBusy ? 'counter.signingIn' : 'counter.signIn')}
        </TouchButton>
      </form>
    </Gate>
  );
}
