import { type ReactNode, useEffect, useRef } from 'react';
import css from './Overlay.module.css';

/**
 * Lies over the whole screen and takes the focus; what is below cannot be touched. The browser's own modal dialog: nothing
 * to load, the rest of the page is inert. Escape does what `onDismiss` says.
 */
export function Overlay({
  label,
  children,
  onDismiss,
  blur = false,
}: {
  label: string;
  children: ReactNode;
  onDismiss: (() => void) | null;
  /** Personal data below is made illegible, not only covered. */
  blur?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    panel.current?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={css.overlay}
      aria-label={label}
      data-blur={blur}
      onCancel={event => {
        event.preventDefault();
        onDismiss?.();
      }}
    >
      {/* The focus waits here, so that no button looks chosen already. */}
      <div className={css.panel} tabIndex={-1} ref={panel}>
        {children}
      </div>
    </dialog>
  );
}
