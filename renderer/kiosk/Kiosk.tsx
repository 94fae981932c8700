import { useEffect, useSyncExternalStore } from 'react';
import { directionOf } from '../../hall/domain/language.ts';
import { LanguageContext } from '../ui/i18n.ts';
import { useLiveEntry, useLiveLink } from '../ui/useLive.ts';
import { CardOverlay } from './CardOverlay.tsx';
import { HelpOverlay } from './HelpOverlay.tsx';
import { showsPersonalData } from './idle.ts';
import { IdleGuard } from './IdleGuard.tsx';
import type { Kiosk as KioskStore } from './kioskStore.ts';
import { OutageOverlay } from './OutageOverlay.tsx';
import { ScreenOf } from './ScreenOf.tsx';
import { useMetrics } from './useMetrics.ts';

const defaultDiagonalInch = 27;
const defaultBottomMm = 700;
/** The first connection may take its time before anything is said about it. */
const firstAnswerMs = 2500;

/** The citizen's page: one state, one screen, and what may lie over it. */
export function Kiosk({ kiosk }: { kiosk: KioskStore }) {
  const { live, actions } = kiosk;
  const state = useSyncExternalStore(kiosk.subscribe, kiosk.state);
  const hall = useLiveEntry(live, 'hall');
  const link = useLiveLink(live);
  const { language } = state;
  useMetrics(hall?.diagonalInch ?? defaultDiagonalInch, hall?.screenBottomMm ?? defaultBottomMm);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);

  useEffect(() => {
    document.documentElement.dataset['ready'] = 'true';
  }, []);

  // A number on the screen is a promise: it stays in sight whatever happens behind it.
  const outage = link !== 'live' && state.screen.at !== 'issued';
  return (
    <LanguageContext value={language}>
      <ScreenOf state={state} kiosk={kiosk} />
      {outage ? (
        <OutageOverlay key={`${link === 'connecting'}`} quietMs={link === 'connecting' ? firstAnswerMs : 0} />
      ) : (
        <CardOverlay overlay={state.overlay} actions={actions} />
      )}
      {state.help !== null && !outage && (
        <HelpOverlay live={live} actions={actions} at={state.help} blur={showsPersonalData(state)} />
      )}
      <IdleGuard kiosk={kiosk} />
    </LanguageContext>
  );
}
