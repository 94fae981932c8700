import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './QueuePanel.module.css';
import { minutesSince, type QueueNow } from './waitingNow.ts';

/** The queues of this counter: how many wait, and how long the first of them. */
export function QueuePanel({ queues, nowMs }: { queues: readonly QueueNow[]; nowMs: number }) {
  const { t } = useText();
  return (
    <section className={css.panel} aria-label={t('counter.myQueues')}>
      <h2 className={css.title}>{t('counter.myQueues')}</h2>
      <ul className={css.list}>
        {queues.map(({ queue, oldestAt }) => (
          <li key={queue.id} className={css.queue}>
            <span className={css.letter} aria-hidden>
              {queue.letter}
            </span>
            <span className={css.name}>
              <TextOf text={queue.name} />
            </span>
            <span className={css.count} data-many={queue.waiting > 0}>
              <Say k="counter.waiting" count={queue.waiting} values={{ n: <Num>{queue.waiting}</Num> }} />
            </span>
            {oldestAt !== null && <Oldest minutes={minutesSince(oldestAt, nowMs)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Oldest({ minutes }: { minutes: number }) {
  return (
    <span className={css.oldest}>
      <Say k="counter.oldest" count={minutes} values={{ n: <Num>{minutes}</Num> }} />
    </span>
  );
}
