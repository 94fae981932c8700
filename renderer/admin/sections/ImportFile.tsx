import { useId, useState } from 'react';
import type { SetupOutcome } from '../../../hall/domain/setupApi.ts';
import { failureText, type PageFailure } from '../../ui/failureText.ts';
import { useText } from '../../ui/i18n.ts';
import { Problem } from '../../ui/Problem.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import * as api from '../adminApi.ts';
import { ChangeList } from '../ChangeList.tsx';
import { useEditor } from '../editor.ts';
import { ProblemList } from '../ProblemList.tsx';
import css from './sections.module.css';

type Document = Record<string, unknown>;
type Checked = { document: Document; outcome: SetupOutcome };

/** The document inside a file; null when it is none. */
function documentIn(text: string, keepExample: boolean): Document | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    const file = parsed as Document;
    const inner = file['setup'];
    const document = typeof inner === 'object' && inner !== null ? (inner as Document) : file;
    return { ...document, example: keepExample };
  } catch {
    return null;
  }
}

/** A file is chosen, checked by the hub without changing anything, looked at, and then taken over or not. */
export function ImportFile({ keepExample }: { keepExample: boolean }) {
  const { t } = useText();
  const { store, base } = useEditor();
  const input = useId();
  const [checked, check] = useState<Checked | null>(null);
  const [isNoFile, sayNoFile] = useState(false);
  const [failure, fail] = useState<PageFailure | null>(null);
  const [isDone, finish] = useState(false);

  async function send(document: Document, dryRun: boolean): Promise<void> {
    const answer = await api.importSetup(store.token, { basedOn: base.revision, dryRun, document });
    fail(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const outcome = answer.value;
    if (outcome.at === 'accepted' || outcome.at === 'conflict') store.adopt(outcome.now);
    finish(outcome.at === 'accepted');
    check(outcome.at === 'accepted' ? null : { document, outcome });
  }
  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const document = documentIn(await file.text(), keepExample);
    sayNoFile(document === null);
    check(null);
    finish(false);
    if (document !== null) await send(document, true);
  }
  return (
    <>
      <label className={css.pick} htmlFor={input}>
        {t('admin.file.choose')}
        <input
          id={input}
          className="visually-hidden"
          type="file"
          accept=".json,application/json"
          onChange={event => {
            void read(event.target.files?.[0]);
            // The same file can be chosen again after it was corrected.
            event.target.value = '';
          }}
        />
      </label>
      {isNoFile && <Problem>{t('admin.file.notJson')}</Problem>}
      {failure !== null && <Problem>{t(failureText(failure.code))}</Problem>}
      {isDone && <p className={css.good}>{t('admin.file.done')}</p>}
      {checked !== null && <Verdict checked={checked} take={() => void send(checked.document, false)} />}
    </>
  );
}

function Verdict({ checked: { outcome }, take }: { checked: Checked; take: () => void }) {
  const { t } = useText();
  if (outcome.at === 'refused')
    return (
      <>
        <Problem>{t('admin.file.cannot')}</Problem>
        <ProblemList problems={outcome.problems} />
        {outcome.changes.length > 0 && <ChangeList changes={outcome.changes} />}
      </>
    );
  return (
    <>
      <p>{t('admin.file.wouldChange')}</p>
      <ChangeList changes={outcome.changes} />
      {outcome.changes.length > 0 && (
        <TouchButton kind="primary" className={`${css.small} ${css.start}`} onPress={take}>
          {t('admin.file.take')}
        </TouchButton>
      )}
    </>
  );
}
