import type { KioskQueueEntry } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { ClosedNote } from './ClosedNote.tsx';
import css from './QueueTile.module.css';
import { WaitNote } from '../ui/WaitNote.tsx';

/**
 * One queue to choose: one touch takes the number. `busy`: its number is on the way. A closed queue may be pressed too: the
 * answer says what to do, where a dead button would say nothing.
 */
export function QueueTile({ queue, busy, onPress }: { queue: KioskQueueEntry; busy: boolean; onPress: () => void }) {
  const { t } = useText();
  return (
    <TouchButton className={css.tile} onPress={onPress}>
      <span className={css.name}>
        <TextOf text={queue.name} />
      </span>
      <span className={css.waiting}>
        {busy ? (
          t('choose.taking')
        ) : queue.closed !== null ? (
          <ClosedNote closed={queue.closed} />
        ) : queue.waiting === 0 ? (
          t('home.nobodyWaits')
        ) : (
          <span className={css.line}>
            <span>
              <Say k="home.waitingNow" count={queue.waiting} values={{ n: <Num>{queue.waiting}</Num> }} />
            </span>
            {queue.wait !== null && (
              <span>
                <WaitNote wait={queue.wait} />
              </span>
            )}
          </span>
        )}
      </span>
    </TouchButton>
  );
}
