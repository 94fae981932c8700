import { useEffect, useRef } from 'react';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { AdminState, AdminStore } from './adminStore.ts';
import { ChangeList } from './ChangeList.tsx';
import css from './ConflictDialog.module.css';
import { RevisionLine } from './RevisionLine.tsx';

type Conflict = NonNullable<Extract<AdminState, { at: 'editing' }>['conflict']>;

/** Somebody else has saved in the meantime: whose set-up stands is a person's decision. */
export function ConflictDialog({ conflict, store }: { conflict: Conflict; store: AdminStore }) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-label={t('admin.conflict.title')}
      onCancel={event => event.preventDefault()}
    >
      <h2 className={css.title}>{t('admin.conflict.title')}</h2>
      <RevisionLine head={conflict.now} />
      <p>{t('admin.conflict.theirs')}</p>
      <ChangeList changes={conflict.changes} />
      <TouchButton kind="primary" onPress={() => void store.resolve('theirs')}>
        {t('admin.conflict.take')}
      </TouchButton>
      <TouchButton onPress={() => void store.resolve('mine')}>{t('admin.conflict.keep')}</TouchButton>
    </dialog>
  );
}
