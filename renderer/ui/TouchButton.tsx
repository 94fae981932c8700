import { type ReactNode, useId } from 'react';
import { Button, type PressEvent } from 'react-aria-components/Button';
import { createPressGuard } from './pressGuard.ts';
import css from './TouchButton.module.css';

const guard = createPressGuard(60);
let lastPlace: { x: number; y: number } | null = null;

/** Notes where fingers are lifted in a document; a page that moves into another window says so here. */
export function followFingers(target: Document): void {
  target.addEventListener('pointerup', event => (lastPlace = { x: event.clientX, y: event.clientY }), true);
}
followFingers(document);

/**
 * A button for fingers: acts on release, sliding off cancels, the second half of a tremor is swallowed. `kind` is the look;
 * `className` places it and adds to the look.
 */
export function TouchButton({
  children,
  onPress,
  kind = 'plain',
  className = '',
  label = null,
  isPressedDown = null,
  isCurrent = false,
  isDisabled = false,
  repeatGuardMs = 400,
}: {
  children: ReactNode;
  onPress: () => void;
  kind?: 'primary' | 'plain' | 'quiet';
  className?: string | undefined;
  /** Accessible name when the content does not say it. */
  label?: string | null;
  /** For toggles: whether it is on. */
  isPressedDown?: boolean | null;
  isCurrent?: boolean;
  isDisabled?: boolean;
  repeatGuardMs?: number;
}) {
  const control = useId();
  const press = (event: PressEvent) => {
    const place = event.pointerType === 'keyboard' || event.pointerType === 'virtual' ? null : lastPlace;
    if (guard.accepts({ atMs: performance.now(), place, control }, repeatGuardMs)) onPress();
  };
  return (
    <Button
      className={`${css.button} ${css[kind] ?? ''} ${className}`}
      onPress={press}
      isDisabled={isDisabled}
      {...(label === null ? {} : { 'aria-label': label })}
      {...(isPressedDown === null ? {} : { 'aria-pressed': isPressedDown })}
      {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
    >
      {children}
    </Button>
  );
}
