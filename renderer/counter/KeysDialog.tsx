import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { Verb } from './counterCommand.ts';
import css from './KeysDialog.module.css';
import { keyNameOf, movableVerbs, withKey } from './keyCommand.ts';
import dialogCss from './MoveDialog.module.css';
import { keepKeys, useKeyNames } from './savedKeys.ts';

const words: Readonly<Record<(typeof movableVerbs)[number], TextKey>> = {
  'call-next': 'counter.callNext',
  recall: 'counter.recall',
  serve: 'counter.serve',
  finish: 'counter.finish',
  'no-show': 'counter.noShow',
  hold: 'counter.hold',
  transfer: 'counter.transfer',
  call: 'counter.callNumber',
  note: 'remark.write',
  pause: 'counter.pause',
};

/** Which key stands for what on this PC: press a line, then the new key. */
export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const keys = useKeyNames();
  const [asked, setAsked] = useState<Verb | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const press = (event: KeyboardEvent) => {
    if (asked === null || event.key === 'Escape' || event.key === 'Tab') return;
    const { key, shiftKey, ctrlKey, altKey, metaKey, repeat, keyCode } = event.nativeEvent;
    const { isComposing } = event.nativeEvent;
    const name = keyNameOf({
      key,
      shiftKey,
      ctrlKey,
      altKey,
      metaKey,
      isComposing,
      repeat,
      keyCode,
      isOnControl: false,
    });
    event.preventDefault();
    event.stopPropagation();
    if (name === null) return;
    keepKeys(withKey(keys, asked, name));
    setAsked(null);
  };
  return (
    <dialog
      ref={dialog}
      className={dialogCss.dialog}
      aria-label={t('keys.title')}
      onClose={close}
      onKeyDownCapture={press}
    >
      <h2 className={dialogCss.title}>{t('keys.title')}</h2>
      <p role="status">{t(asked === null ? 'keys.hint' : 'keys.press')}</p>
      <ul className={css.list}>
        {movableVerbs.map(verb => (
          <li key={verb}>
            <TouchButton className={css.line} isPressedDown={asked === verb} onPress={() => setAsked(verb)}>
              <span>{t(words[verb])}</span>
              <kbd className={css.key} dir="ltr" lang="en">
                {asked === verb ? '…' : keys[verb]}
              </kbd>
            </TouchButton>
          </li>
        ))}
      </ul>
      <TouchButton kind="quiet" onPress={() => keepKeys(null)}>
        {t('keys.standard')}
      </TouchButton>
      <TouchButton kind="primary" onPress={close}>
        {t('app.done')}
      </TouchButton>
    </dialog>
  );
}
