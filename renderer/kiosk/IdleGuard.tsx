import { useEffect, useSyncExternalStore } from 'react';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { showsPersonalData } from './idle.ts';
import type { Kiosk } from './kioskStore.ts';
import { Overlay } from './Overlay.tsx';
import css from './Overlay.module.css';

/** A touch is noted at most so often: more would draw the page again for nothing. */
const noteEveryMs = 500;

/** Watches for signs of life and asks before the screen is taken away. Any touch means "I am here". */
export function IdleGuard({ kiosk }: { kiosk: Kiosk }) {
  const { t } = useText();
  const { actions } = kiosk;
  const idle = useSyncExternalStore(kiosk.subscribe, kiosk.idle);
  const warned = idle.is === 'warning';

  useEffect(() => {
    // While the question stands its own buttons answer: "end" must not count as "I am here" first.
    if (warned) return undefined;
    const note = () => {
      const state = kiosk.state();
      const rested = state.screen.at === 'home' && state.language === 'zh';
      if (!rested && performance.now() - state.touchedAtMs > noteEveryMs) actions.touch();
    };
    document.addEventListener('pointerdown', note, true);
    document.addEventListener('keydown', note, true);
    return () => {
      document.removeEventListener('pointerdown', note, true);
      document.removeEventListener('keydown', note, true);
    };
  }, [warned, actions, kiosk]);

  if (!warned) return null;
  return (
    <div onPointerUp={event => event.target instanceof HTMLDialogElement && actions.touch()}>
      <Overlay label={t('idle.title')} onDismiss={actions.touch} blur={showsPersonalData(kiosk.state())}>
        <h2>{t('idle.title')}</h2>
        <p aria-live="assertive">
          <Say k="idle.left" count={idle.secondsLeft} values={{ n: <Num>{idle.secondsLeft}</Num> }} />
        </p>
        <TouchButton kind="primary" className={css.stay} onPress={actions.touch}>
          {t('idle.continue')}
        </TouchButton>
        <TouchButton kind="quiet" onPress={actions.finish}>
          {t('idle.end')}
        </TouchButton>
      </Overlay>
    </div>
  );
}
