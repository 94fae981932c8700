import { starsOf } from '../../hall/domain/ratingLevel.ts';
import { Num } from '../ui/Isolated.tsx';
import css from './RatingBars.module.css';
import type { RatingSums } from './ratingSums.ts';
import { useWords } from './useWords.tsx';

/** One bar per level with its number and share; the bar repeats the number, it never replaces it. */
export function RatingBars({ sums }: { sums: RatingSums }) {
  const { w, fill } = useWords();
  const most = Math.max(1, ...sums.levels.map(({ count }) => count));
  return (
    <section className={css.frame}>
      <h2 className={css.title}>{w('byLevel')}</h2>
      {sums.given === 0 ? (
        <p className={css.none}>{w('noRatings')}</p>
      ) : (
        <ul className={css.levels}>
          {sums.levels.map(({ level, count }) => (
            <li className={css.level} key={level}>
              <span>
                {w(level)} <span className={css.stars}>{fill('stars', <Num>{starsOf(level)}</Num>)}</span>
              </span>
              <svg className={css.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect className={css.ground} width="100" height="1" />
                <rect className={starsOf(level) <= 2 ? css.bad : css.good} width={(count / most) * 100} height="1" />
              </svg>
              <span className={css.count}>
                <Num>{count}</Num>
              </span>
              <span className={css.share}>
                <Num>{`${((count / sums.given) * 100).toFixed(1)} %`}</Num>
              </span>
            </li>
          ))}
        </ul>
      )}
      {sums.byDefault > 0 && <p className={css.aside}>{fill('byDefault', <Num>{sums.byDefault}</Num>)}</p>}
    </section>
  );
}
