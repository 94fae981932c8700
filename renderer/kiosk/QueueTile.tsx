import type { KioskQueueEntry } from '../../hall/domain/liveEntries.ts';
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
export function QueueTile({
  queue,
  busy,
  turn,
  onPress,
}: {
  queue: KioskQueueEntry;
  busy: boolean;
  /** Several matters on one number: its turn among them, 0 = not ticked; null = one touch takes the number. */
  turn: number | null;
  onPress: () => void;
}) {
  const { t } = useText();
  return (
    <TouchButton
      className={css.tile}
      isPressedDown={turn === null ? null : turn > 0}
      isDisabled={turn === 0 && queue.closed !== null}
      onPress={onPress}
    >
      <span className={css.name}>
        {turn !== null && <span className={css.turn}>{turn > 0 && <Num>{turn}</Num>}</span>}
        <span>
          <TextOf text={queue.name} />
        </span>
      </span>
      {queue.needsCard && <span className={css.waiting}>{t('choose.needsCard')}</span>}
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
