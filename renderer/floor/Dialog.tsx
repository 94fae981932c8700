import { type ReactNode, useEffect, useRef } from 'react';
import css from './Dialog.module.css';

/** A window over the page that holds the focus; Escape closes it. */
export function Dialog({
  title,
  isWide,
  close,
  children,
}: {
  title: ReactNode;
  isWide: boolean;
  close: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={`${css.dialog} ${isWide ? css.wide : ''}`} onClose={close}>
      <h2 className={css.title}>{title}</h2>
      {children}
    </dialog>
  );
}
