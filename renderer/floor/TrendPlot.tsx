import { useText } from '../ui/i18n.ts';
import css from './TrendPlot.module.css';

const width = 120;
const height = 32;

/** How many waited over the last hour, as a small area; time goes from left to right in every language. */
export function TrendPlot({ trend, most }: { trend: readonly number[]; most: number }) {
  const { t } = useText();
  const top = Math.max(1, most);
  const x = (i: number) => (i * width) / Math.max(1, trend.length - 1);
  const y = (n: number) => height - 2 - (n * (height - 4)) / top;
  const line = trend.map((n, i) => `${x(i).toFixed(1)},${y(n).toFixed(1)}`).join(' ');
  const now = trend.at(-1) ?? 0;
  return (
    <svg
      className={css.plot}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('floor.trendNow', { n: now, most: Math.max(0, ...trend) })}
    >
      <polygon className={css.area} points={`0,${height} ${line} ${width},${height}`} />
      <polyline className={css.line} points={line} />
      <circle className={css.now} cx={width - 2} cy={y(now)} r="3" />
    </svg>
  );
}
