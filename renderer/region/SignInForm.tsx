import { type SubmitEvent, useState } from 'react';
import type { RegionSession } from '../../hall/domain/regionApi.ts';
import type { PageFailure } from '../ui/failureText.ts';
import { signIn } from './askRegion.ts';
import { FailureLine } from './FailureLine.tsx';
import css from './Form.module.css';
import { useWords } from './useWords.tsx';

/** Account and PIN of a supervisor. `onSignedIn` also gets the PIN, which the first sign-in needs once more. */
export function SignInForm({ onSignedIn }: { onSignedIn: (session: RegionSession, pin: string) => void }) {
  const { w } = useWords();
  const [account, setAccount] = useState('admin');
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PageFailure | null>(null);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const answer = await signIn(account, pin);
    setBusy(false);
    if (answer.ok) onSignedIn(answer.value, pin);
    else {
      setFailure(answer.failure);
      setPin('');
    }
  }

  return (
    <form className={css.form} onSubmit={event => void submit(event)}>
      <h1 className={css.title}>{w('title')}</h1>
      <label className={css.field}>
        {w('account')}
        <input
          className={css.input}
          value={account}
          onChange={event => setAccount(event.target.value)}
          autoComplete="username"
          dir="ltr"
          required
        />
      </label>
      <label className={css.field}>
        {w('pin')}
        <input
          className={css.input}
          value={pin}
          onChange={event => setPin(event.target.value)}
          type="password"
          inputMode="numeric"
          autoComplete="current-password"
          dir="ltr"
          required
        />
      </label>
      <FailureLine failure={failure} />
      <button className={css.submit} type="submit" disabled={busy}>
        {busy ? w('signingIn') : w('signIn')}
      </button>
    </form>
  );
}
