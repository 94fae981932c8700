import { useEffect, useRef, useState } from 'react';
import { hasLongDigits } from '../../hall/domain/longDigits.ts';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './MoveDialog.module.css';

const mostSigns = 200;

/** Writes the note that stays with the number. Escape leaves it as it was. */
export function RemarkDialog({
  remark,
  send,
  close,
}: {
  remark: string;
  send: (text: string) => void;
  close: () => void;
}) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState(remark);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={t('remark.title')} onClose={close}>
      <h2 className={css.title}>{t('remark.title')}</h2>
      <label className={css.field}>
        {t('remark.hint')}
        <textarea
          className={css.area}
          dir="auto"
          rows={4}
          value={text}
          maxLength={mostSigns}
          onChange={event => setText(event.currentTarget.value)}
        />
      </label>
      <p role="status" className={css.warning}>
        {hasLongDigits(text) && t('remark.masked')}
      </p>
      <TouchButton
        kind="primary"
        onPress={() => {
          close();
          send(text);
        }}
      >
        {t('counter.send')}
      </TouchButton>
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </dialog>
  );
}
