import { useEffect } from 'react';
import { formatDate } from '../ui/formatDate.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import { AddHall } from './AddHall.tsx';
import { HallTable } from './HallTable.tsx';
import css from './OverviewScreen.module.css';
import { RatingBars } from './RatingBars.tsx';
import { sumRatings } from './ratingSums.ts';
import { useOverview } from './useOverview.ts';
import { useWords } from './useWords.tsx';
import type { WordKey } from './words.ts';

/** Every hall of the region today: totals, a table, ratings per level. */
export function OverviewScreen({
  token,
  onEnded,
  onSignOut,
}: {
  token: string;
  onEnded: () => void;
  onSignOut: () => void;
}) {
  const { language, w, fill } = useWords();
  const { overview, fresh, ended } = useOverview(token);
  useEffect(() => {
    if (ended) onEnded();
  }, [ended, onEnded]);
  if (overview === null)
    return (
      <p className={fresh ? css.loading : css.stale} role={fresh ? 'status' : 'alert'}>
        {w(fresh ? 'loading' : 'unreachable')}
      </p>
    );

  const { halls, time } = overview;
  const sum = (pick: (hall: (typeof halls)[number]) => number) => halls.reduce((total, hall) => total + pick(hall), 0);
  const ratings = sumRatings(halls);
  const totals: [WordKey, number][] = [
    ['halls', halls.length],
    ['tickets', sum(hall => hall.tickets)],
    ['waiting', sum(hall => hall.waiting)],
    ['ratings', ratings.given],
  ];
  return (
    <>
      <div className={css.header}>
        <div>
          <h1 className={css.title}>{w('title')}</h1>
          <p className={css.date}>
            {formatDate(time, language)} <Time at={time} />
          </p>
        </div>
        <button className={css.quiet} type="button" onClick={onSignOut}>
          {w('signOut')}
        </button>
      </div>
      {!fresh && (
        <p className={css.stale} role="alert">
          {fill('stale', <Time at={time} />)}
        </p>
      )}
      <dl className={css.totals}>
        {totals.map(([key, value]) => (
          <div className={css.total} key={key}>
            <dt>{w(key)}</dt>
            <dd>
              <Num>{value}</Num>
            </dd>
          </div>
        ))}
      </dl>
      {halls.length === 0 ? (
        <section className={css.empty}>
          <h2>{w('noHalls')}</h2>
          <p>{w('noHallsHint')}</p>
          <AddHall token={token} />
        </section>
      ) : (
        <>
          <HallTable halls={halls} nowMs={time} />
          <RatingBars sums={ratings} />
          <AddHall token={token} />
        </>
      )}
    </>
  );
}
