import type { QueueEntry } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './QueueTile.module.css';

/** One queue to choose: one touch takes the number. `busy`: its number is on the way. */
export function QueueTile({ queue, busy, onPress }: { queue: QueueEntry; busy: boolean; onPress: () => void }) {
  const { t } = useText();
  return (
    <TouchButton className={css.tile} onPress={onPress}>
      <span className={css.name}>
        <TextOf text={queue.name} />
      </span>
      <span className={css.waiting}>
        {busy ? (
          t('choose.taking')
        ) : queue.waiting === 0 ? (
          t('home.nobodyWaits')
        ) : (
          <Say k="home.waitingNow" count={queue.waiting} values={{ n: <Num>{queue.waiting}</Num> }} />
        )}
      </span>
    </TouchButton>
  );
}
