import { Angry, Frown, Laugh, type LucideIcon, Meh, Smile, Star } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { type RatingLevel, ratingLevels, starsOf } from '../../hall/domain/ratingLevel.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Frame } from './Frame.tsx';
import type { Screen } from './kioskState.ts';
import { RatedTicket } from './RatedTicket.tsx';
import css from './RateScreens.module.css';
import type { KioskActions } from './kioskActions.ts';

const faces: Record<RatingLevel, LucideIcon> = {
  very_satisfied: Laugh,
  satisfied: Smile,
  basically_satisfied: Meh,
  dissatisfied: Frown,
  very_dissatisfied: Angry,
};
const allStars = [1, 2, 3, 4, 5] as const;

/** Five levels in the order the state has fixed; face, word and stars say the same, so colour carries nothing. */
export function RateLevelScreen({
  live,
  actions,
  screen,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  screen: Extract<Screen, { at: 'rateLevel' }>;
}) {
  const { t } = useText();
  const lead = (
    <>
      <RatedTicket ticket={screen.ticket} />
      <p className={css.quiet}>{t('rate.anonymous')}</p>
      {screen.failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(screen.failure))}
        </p>
      )}
    </>
  );
  return (
    <Frame live={live} actions={actions} title={t('rate.question')} lead={lead}>
      <div className={css.list} aria-busy={screen.sending !== null}>
        {ratingLevels.map(level => (
          <Level key={level} level={level} onPress={() => actions.rate(level)} />
        ))}
      </div>
    </Frame>
  );
}

function Level({ level, onPress }: { level: RatingLevel; onPress: () => void }) {
  const { t } = useText();
  const Face = faces[level];
  const stars = starsOf(level);
  return (
    <TouchButton className={css.level} onPress={onPress}>
      <Face className={css.face} aria-hidden strokeWidth={1.6} />
      <span className={css.word}>{t(`rate.levels.${level}`)}</span>
      <span className={css.stars} role="img" aria-label={t('rate.stars', { n: stars, count: stars })}>
        {allStars.map(star => (
          <Star key={star} size="1.1em" aria-hidden fill={star <= stars ? 'currentColor' : 'none'} />
        ))}
      </span>
    </TouchButton>
  );
}
