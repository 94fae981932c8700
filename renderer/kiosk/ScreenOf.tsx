import { failureText } from '../ui/failureText.ts';
import { AppointmentScreen } from './AppointmentScreen.tsx';
import { ClassScreen } from './ClassScreen.tsx';
import { ChooseScreen } from './ChooseScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { IssuedScreen } from './IssuedScreen.tsx';
import type { KioskState } from './kioskState.ts';
import { CancelledNotice, RefusedNotice, SearchingNotice, ThanksNotice } from './notices.tsx';
import { RateChooseScreen } from './RateChooseScreen.tsx';
import { RateCodeScreen } from './RateCodeScreen.tsx';
import { RateLevelScreen } from './RateLevelScreen.tsx';
import { RateReasonsScreen } from './RateReasonsScreen.tsx';
import type { Kiosk } from './kioskStore.ts';

/** Draws the screen the state is at. */
export function ScreenOf({ state, kiosk }: { state: KioskState; kiosk: Kiosk }) {
  const { screen, taking } = state;
  const taken = taking?.queue ?? null;
  const around = { live: kiosk.live, actions: kiosk.actions };
  switch (screen.at) {
    case 'home':
      return <HomeScreen {...around} taking={taken} />;
    case 'choose':
      return (
        <ChooseScreen
          {...around}
          taking={taken}
          page={screen.page}
          picked={screen.picked}
          visit={screen.withCard && state.visit.at === 'card' ? state.visit : null}
        />
      );
    case 'class':
      return <ClassScreen {...around} page={screen.page} busy={taken !== null} />;
    case 'issued':
      return <IssuedScreen kiosk={kiosk} screen={screen} />;
    case 'cancelled':
      return <CancelledNotice {...around} label={screen.label} />;
    case 'refused':
      return <RefusedNotice {...around} textKey={failureText(screen.failure)} />;
    case 'rateCode':
      return (
        <RateCodeScreen {...around} digits={screen.digits} looking={screen.looking !== null} failure={screen.failure} />
      );
    case 'rateSearch':
      return <SearchingNotice {...around} />;
    case 'rateChoose':
      return <RateChooseScreen {...around} tickets={screen.tickets} />;
    case 'rateLevel':
      return <RateLevelScreen {...around} screen={screen} />;
    case 'rateReasons':
      return <RateReasonsScreen {...around} screen={screen} />;
    case 'appointment':
      return <AppointmentScreen {...around} step={screen.step} />;
    case 'thanks':
      return <ThanksNotice {...around} />;
  }
}
