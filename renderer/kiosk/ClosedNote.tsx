import { beijingTime } from '../../hall/domain/beijingTime.ts';
import type { KioskQueueEntry } from '../../hall/domain/liveEntries.ts';
import { formatDay } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import css from './ClosedNote.module.css';

const words = { hours: 'choose.closed', quota: 'choose.full', slot: 'choose.slotFull' } as const;

/** Why a queue gives no numbers now, and when it does again. */
export function ClosedNote({ closed }: { closed: NonNullable<KioskQueueEntry['closed']> }) {
  const { language, t } = useText();
  const { why, opensAt, opensInDays } = closed;
  const word = t(words[why]);
  if (opensAt === null) return <span className={css.note}>{word}</span>;
  const time = <Num>{beijingTime(opensAt)}</Num>;
  const day = formatDay(opensAt, language);
  const opens =
    opensInDays === 0 ? (
      <Say k="choose.opensToday" values={{ time }} />
    ) : opensInDays === 1 ? (
      <Say k="choose.opensTomorrow" values={{ time }} />
    ) : (
      <Say k="choose.opensOn" values={{ time, day: <bdi className={css.day}>{day}</bdi> }} />
    );
  return (
    <span className={css.note}>
      <span>{word}</span>
      <span>{opens}</span>
    </span>
  );
}
