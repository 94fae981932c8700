import { type ReactNode, useEffect, useRef } from 'react';
import { ArrowLeft, House } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Frame.module.css';
import { HelpButton } from './HelpButton.tsx';
import { HubHint } from './HubHint.tsx';
import { InfoBand } from './InfoBand.tsx';
import { LanguageBar } from './LanguageBar.tsx';
import type { KioskActions } from './kioskActions.ts';

/**
 * What every screen has: information nobody touches above, the question, the choices, and the same bars at the same place
 * below. `lead` stands beside the question (landscape) or under it (portrait).
 */
export function Frame({
  live,
  actions,
  title,
  lead = null,
  primary = null,
  children,
  bars = 'back',
  hint = true,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  title: ReactNode;
  lead?: ReactNode;
  /** The one big action: before the choices, in landscape under the question. */
  primary?: ReactNode;
  children: ReactNode;
  /** `home`: home button only; `none`: the home screen itself. */
  bars?: 'back' | 'home' | 'none';
  hint?: boolean;
}) {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={css.frame}>
      <InfoBand live={live} />
      <main className={css.main}>
        <div className={css.head}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {lead}
        </div>
        {primary !== null && <div className={css.primary}>{primary}</div>}
        <div className={css.body}>{children}</div>
      </main>
      {hint && <HubHint live={live} />}
      <nav className={css.bars} aria-label={t('app.language')}>
        <div className={css.steps}>
          {bars === 'back' && (
            <TouchButton kind="quiet" className={css.step} onPress={actions.goBack}>
              <ArrowLeft className={css.arrow} size="1.2em" aria-hidden />
              {t('app.back')}
            </TouchButton>
          )}
          {bars !== 'none' && (
            <TouchButton kind="quiet" className={css.step} onPress={actions.goHome}>
              <House size="1.2em" aria-hidden />
              {t('app.home')}
            </TouchButton>
          )}
          <HelpButton live={live} actions={actions} className={css.step} />
        </div>
        <LanguageBar actions={actions} />
      </nav>
    </div>
  );
}
