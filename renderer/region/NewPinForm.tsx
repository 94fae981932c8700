import { type SubmitEvent, useState } from 'react';
import type { PageFailure } from '../ui/failureText.ts';
import { changePin } from './askRegion.ts';
import { FailureLine } from './FailureLine.tsx';
import css from './Form.module.css';
import { useWords } from './useWords.tsx';

/** Replaces the printed PIN of the first sign-in; nothing else can be done before. */
export function NewPinForm({ token, pin, onChanged }: { token: string; pin: string; onChanged: () => void }) {
  const { w } = useWords();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [differ, setDiffer] = useState(false);
  const [failure, setFailure] = useState<PageFailure | null>(null);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setFailure(null);
    setDiffer(first !== second);
    if (first !== second) return;
    const answer = await changePin(token, { pin, newPin: first });
    if (answer.ok) onChanged();
    // A PIN that is too short is refused as a malformed request; the sentence for a weak one says what is wanted.
    else
      setFailure(answer.failure.code === 'bad_request' ? { ...answer.failure, code: 'pin_too_weak' } : answer.failure);
  }

  const field = (label: string, value: string, set: (text: string) => void) => (
    <label className={css.field}>
      {label}
      <input
        className={css.input}
        value={value}
        onChange={event => set(event.target.value)}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        dir="ltr"
        required
      />
    </label>
  );
  return (
    <form className={css.form} onSubmit={event => void submit(event)}>
      <h1 className={css.title}>{w('firstTime')}</h1>
      {field(w('newPin'), first, setFirst)}
      {field(w('repeatPin'), second, setSecond)}
      {differ ? (
        <p className={css.failure} role="alert">
          {w('pinsDiffer')}
        </p>
      ) : (
        <FailureLine failure={failure} />
      )}
      <button className={css.submit} type="submit">
        {w('savePin')}
      </button>
    </form>
  );
}
