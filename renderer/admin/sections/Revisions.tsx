import { useEffect, useState } from 'react';
import type { SetupHistory } from '../../../hall/domain/setupApi.ts';
import type { SetupProblem } from '../../../hall/domain/setupProblem.ts';
import { failureText, type PageFailure } from '../../ui/failureText.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import * as api from '../adminApi.ts';
import { ChangeList } from '../ChangeList.tsx';
import { useEditor } from '../editor.ts';
import { ProblemList } from '../ProblemList.tsx';
import { RevisionLine } from '../RevisionLine.tsx';
import css from './sections.module.css';

/** Every set-up that was in force: who, when, what changed; each can be put in force again. */
export function Revisions() {
  const { base } = useEditor();
  // Read anew after every accepted set-up.
  return <Listed key={base.revision} />;
}

function Listed() {
  const { t } = useText();
  const { store, base, changed } = useEditor();
  const [listed, list] = useState<SetupHistory['revisions'] | null>(null);
  const [failure, fail] = useState<PageFailure | null>(null);
  const [refusal, refuse] = useState<readonly SetupProblem[]>([]);
  useEffect(() => {
    let isGone = false;
    async function read(): Promise<void> {
      const answer = await api.readHistory(store.token);
      if (isGone) return;
      if (answer.ok) list(answer.value.revisions);
      else fail(answer.failure);
    }
    void read();
    return () => void (isGone = true);
  }, [store.token]);
  async function restore(revision: number): Promise<void> {
    refuse([]);
    const answer = await api.restoreSetup(store.token, { basedOn: base.revision, revision });
    if (!answer.ok) return fail(answer.failure);
    const outcome = answer.value;
    if (outcome.at === 'accepted' || outcome.at === 'conflict') store.adopt(outcome.now);
    if (outcome.at === 'refused') refuse(outcome.problems);
  }
  return (
    <>
      <h2 className={css.title}>{t('admin.section.history')}</h2>
      {changed.size > 0 && <p className={css.notice}>{t('admin.file.saveFirst')}</p>}
      {failure !== null && <Problem>{t(failureText(failure.code))}</Problem>}
      {refusal.length > 0 && (
        <Problem>
          <ProblemList problems={refusal} />
        </Problem>
      )}
      {listed?.map(entry => (
        <section key={entry.revision} className={css.panel}>
          <div className={css.row}>
            <span className={css.mark}>
              <Num>{entry.revision}</Num>
            </span>
            <div className={css.grow}>
              <RevisionLine head={entry} />
            </div>
            {entry.revision === base.revision ? (
              <span className={css.good}>{t('admin.history.now')}</span>
            ) : (
              <TouchButton
                kind="quiet"
                className={css.small}
                isDisabled={changed.size > 0}
                onPress={() => void restore(entry.revision)}
              >
                {t('admin.history.restore')}
              </TouchButton>
            )}
          </div>
          {entry.changes.length > 0 && <ChangeList changes={entry.changes} />}
        </section>
      ))}
    </>
  );
}
