import { Check } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Frame } from './Frame.tsx';
import type { Screen } from './kioskState.ts';
import { RatedTicket } from './RatedTicket.tsx';
import css from './RateScreens.module.css';
import type { KioskActions } from './kioskActions.ts';

/** Offline dimensions of the rating rules: efficiency, guidance, attitude, convenience. Stored by these keys. */
const reasons = [
  'waited_long',
  'slow',
  'unclear_guidance',
  'repeated_materials',
  'poor_attitude',
  'extra_trips',
] as const;

/** What can be better? Any number of reasons, none is fine too. */
export function RateReasonsScreen({
  live,
  actions,
  screen,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  screen: Extract<Screen, { at: 'rateReasons' }>;
}) {
  const { t } = useText();
  const lead = (
    <>
      <RatedTicket ticket={screen.ticket} />
      <p>{t(`rate.levels.${screen.level}`)}</p>
      <p className={css.quiet}>{t('rate.reasonsHint')}</p>
      {screen.failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(screen.failure))}
        </p>
      )}
    </>
  );
  return (
    <Frame live={live} actions={actions} title={t('rate.reasonsTitle')} lead={lead}>
      <div className={css.reasons}>
        {reasons.map(reason => {
          const chosen = screen.reasons.includes(reason);
          return (
            <TouchButton
              key={reason}
              className={css.reason}
              isPressedDown={chosen}
              onPress={() => actions.toggleReason(reason)}
            >
              <Check className={css.tick} size="1.2em" aria-hidden data-on={chosen} />
              {t(`rate.reasons.${reason}`)}
            </TouchButton>
          );
        })}
      </div>
      <TouchButton kind="primary" className={css.submit} onPress={actions.submitRating}>
        {t(screen.sending === null ? 'rate.submit' : 'rate.sending')}
      </TouchButton>
    </Frame>
  );
}
