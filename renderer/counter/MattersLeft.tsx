import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import type { QueueId } from '../../hall/domain/ids.ts';
import { useText } from '../ui/i18n.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './MattersLeft.module.css';

/** What the number is still for after this matter, and which of it this window can do at once. */
export function MattersLeft({
  ticket,
  serves,
  canFinish,
  leaveRest,
}: {
  ticket: CounterTicket;
  serves: (queue: QueueId) => boolean;
  canFinish: boolean;
  /** Ends the number although matters are left. */
  leaveRest: () => void;
}) {
  const { t } = useText();
  if (ticket.also.length === 0) return null;
  return (
    <div className={css.matters}>
      <p className={css.title}>{t('matters.left')}</p>
      <ul className={css.list}>
        {ticket.also.map(({ queue, name }) => (
          <li key={queue}>
            <TextOf text={name} />
            {serves(queue) && <span className={css.here}>{t('matters.here')}</span>}
          </li>
        ))}
      </ul>
      <TouchButton kind="quiet" className={css.rest} isDisabled={!canFinish} onPress={leaveRest}>
        {t('matters.leave')}
      </TouchButton>
    </div>
  );
}
