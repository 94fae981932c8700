import { Download } from 'lucide-react';
import { useState } from 'react';
import { failureText, type PageFailure } from '../../ui/failureText.ts';
import { useText } from '../../ui/i18n.ts';
import { Problem } from '../../ui/Problem.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import * as api from '../adminApi.ts';
import { useEditor } from '../editor.ts';
import { ImportFile } from './ImportFile.tsx';
import css from './sections.module.css';

/** The whole set-up as one file: out of this hall, or into it after a look at what would change. */
export function SetupFile() {
  const { t } = useText();
  const { store, changed } = useEditor();
  const [failure, fail] = useState<PageFailure | null>(null);
  async function download(): Promise<void> {
    const answer = await api.exportSetup(store.token);
    if (!answer.ok) return fail(answer.failure);
    fail(null);
    const day = new Date(answer.value.exportedAt).toISOString().slice(0, 10);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' }));
    link.download = `hall-setup-${day}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <>
      <h2 className={css.title}>{t('admin.section.file')}</h2>
      <section className={css.panel}>
        <h3 className={css.heading}>{t('admin.file.export')}</h3>
        <p className={css.hint}>{t('admin.file.exportHint')}</p>
        {failure !== null && <Problem>{t(failureText(failure.code))}</Problem>}
        <TouchButton className={`${css.small} ${css.start}`} onPress={() => void download()}>
          <Download size={18} aria-hidden />
          {t('admin.file.export')}
        </TouchButton>
      </section>
      <section className={css.panel}>
        <h3 className={css.heading}>{t('admin.file.import')}</h3>
        <p className={css.hint}>{t('admin.file.importHint')}</p>
        {changed.size > 0 ? (
          <p className={css.notice}>{t('admin.file.saveFirst')}</p>
        ) : (
          <ImportFile keepExample={false} />
        )}
      </section>
    </>
  );
}
