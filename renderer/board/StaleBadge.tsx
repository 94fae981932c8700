import { Time } from '../ui/Isolated.tsx';
import css from './StaleBadge.module.css';
import { Words } from './Words.tsx';

/** Says since when nothing was heard of the hub. `null`: everything is fresh. */
export function StaleBadge({ sinceMs }: { sinceMs: number | null }) {
  if (sinceMs === null) return null;
  return (
    <p className={css.badge} role="alert">
      <Words k="board.staleSince" values={{ time: <Time at={sinceMs} /> }} />
    </p>
  );
}
