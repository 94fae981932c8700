import type { PageFailure } from '../ui/failureText.ts';
import { Num } from '../ui/Isolated.tsx';
import { failureWord } from './askRegion.ts';
import css from './Form.module.css';
import { useWords } from './useWords.tsx';

/** What went wrong and what to do, read out by a screen reader as soon as it appears. */
export function FailureLine({ failure }: { failure: PageFailure | null }) {
  const { fill } = useWords();
  const minutes = Math.ceil((failure?.retryAfterSeconds ?? 60) / 60);
  return (
    <p className={css.failure} role="alert">
      {failure === null ? null : fill(failureWord(failure), failure.code === 'locked' ? <Num>{minutes}</Num> : null)}
    </p>
  );
}
