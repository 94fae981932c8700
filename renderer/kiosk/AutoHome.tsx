import { useSyncExternalStore } from 'react';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import css from './AutoHome.module.css';
import type { Kiosk } from './kioskStore.ts';

/** Says when the screen will leave by itself. Hidden from screen readers: it changes every second. */
export function AutoHome({ kiosk }: { kiosk: Kiosk }) {
  const idle = useSyncExternalStore(kiosk.subscribe, kiosk.idle);
  if (idle.is !== 'countdown') return null;
  return (
    <span className={css.left} aria-hidden>
      <Say k="issued.autoHome" values={{ n: <Num>{idle.secondsLeft}</Num> }} />
    </span>
  );
}
