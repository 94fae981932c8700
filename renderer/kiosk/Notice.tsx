import type { ReactNode } from 'react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { Frame } from './Frame.tsx';
import css from './Notice.module.css';
import type { KioskActions } from './kioskActions.ts';

/** A screen that says one thing. */
export function Notice({
  live,
  actions,
  title,
  sign,
  children,
  bars,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  title: ReactNode;
  sign: ReactNode;
  children: ReactNode;
  bars: 'back' | 'home';
}) {
  return (
    <Frame live={live} actions={actions} title={title} bars={bars}>
      <div className={css.notice} role="status">
        <span className={css.sign}>{sign}</span>
        {children}
      </div>
    </Frame>
  );
}
