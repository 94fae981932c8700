import { useState } from 'react';
import type { PageFailure } from '../ui/failureText.ts';
import { newEnrolmentCode } from './askRegion.ts';
import css from './AddHall.module.css';
import { FailureLine } from './FailureLine.tsx';
import { useWords } from './useWords.tsx';

/** Makes a one-time code with which one hall joins the region. */
export function AddHall({ token }: { token: string }) {
  const { w } = useWords();
  const [code, setCode] = useState<string | null>(null);
  const [failure, setFailure] = useState<PageFailure | null>(null);

  async function make(): Promise<void> {
    const answer = await newEnrolmentCode(token);
    setCode(answer.ok ? answer.value.code : null);
    setFailure(answer.ok ? null : answer.failure);
  }

  return (
    <div className={css.frame}>
      <button className={css.make} type="button" onClick={() => void make()}>
        {w('addHall')}
      </button>
      <div aria-live="polite">
        {code !== null && (
          <p>
            {w('code')}{' '}
            <bdi className={css.code} dir="ltr">
              {code}
            </bdi>
          </p>
        )}
      </div>
      <FailureLine failure={failure} />
    </div>
  );
}
