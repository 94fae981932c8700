import { useState } from 'react';
import { beijingTime } from '../../hall/domain/beijingTime.ts';
import type { KioskQueueEntry } from '../../hall/domain/hallApi.ts';
import { formatDate } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import css from './ClosedNote.module.css';

const dayMs = 24 * 60 * 60 * 1000;

/** Why a queue gives no numbers now, and when it does again. */
export function ClosedNote({ closed }: { closed: NonNullable<KioskQueueEntry['closed']> }) {
  const { language, t } = useText();
  const [today] = useState(() => Date.now());
  const { why, opensAt } = closed;
  const word = t(why === 'quota' ? 'choose.full' : 'choose.closed');
  if (opensAt === null) return <span className={css.note}>{word}</span>;
  const time = <Num>{beijingTime(opensAt)}</Num>;
  const day = formatDate(opensAt, language);
  const opens =
    day === formatDate(today, language) ? (
      <Say k="choose.opensToday" values={{ time }} />
    ) : day === formatDate(today + dayMs, language) ? (
      <Say k="choose.opensTomorrow" values={{ time }} />
    ) : (
      <Say k="choose.opensOn" values={{ time, day: <bdi>{day}</bdi> }} />
    );
  return (
    <span className={css.note}>
      <span>{word}</span>
      <span>{opens}</span>
    </span>
  );
}
