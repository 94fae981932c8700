import type { Strip as StripEntry } from '../../hall/domain/boardApi.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { useLiveEntries } from '../ui/useLive.ts';
import { useMinute } from '../ui/useMinute.ts';
import { ArrowSign } from './ArrowSign.tsx';
import type { Arrow } from './boardAddress.ts';
import type { Board } from './boardStore.ts';
import { shiftAt } from './screenCare.ts';
import { StaleBadge } from './StaleBadge.tsx';
import css from './Strip.module.css';
import { useStaleSince } from './useStaleSince.ts';
import { Words } from './Words.tsx';

/** The line above one counter: its number, who is called there, and whether anybody works. */
export function Strip({ board, arrow }: { board: Board; arrow: Arrow }) {
  const { strip } = useLiveEntries(board.live);
  const staleSince = useStaleSince(board.live);
  const { x, y } = shiftAt(useMinute());
  if (strip === undefined) return <StaleBadge sinceMs={staleSince} />;
  return (
    <main className={css.strip} data-at={strip.at} style={{ transform: `translate(${x}px, ${y}px)` }}>
      <div className={css.line} data-old={staleSince !== null}>
        <p className={css.counter}>
          <span className={css.number}>
            <Num>{strip.number}</Num>
          </span>
          <span className={css.words}>
            <Words k="board.counter" />
          </span>
        </p>
        <Now strip={strip} isFresh={staleSince === null} />
        <ArrowSign to={arrow} className={css.arrow} />
      </div>
      <StaleBadge sinceMs={staleSince} />
    </main>
  );
}

/** Who shall come, or why nobody is called. A new call and every recall pulse once more. */
function Now({ strip, isFresh }: { strip: StripEntry; isFresh: boolean }) {
  const { at, label, isCalling, recalls } = strip;
  if (label === null)
    return (
      <p className={css.state}>
        <Words k={`board.at.${at}`} />
      </p>
    );
  return (
    <p className={css.ticket}>
      <span key={`${label} ${recalls}`} className={css.label} data-calling={isCalling && isFresh} aria-live="polite">
        <TicketNo>{label}</TicketNo>
      </span>
      <span className={css.words}>
        <Words k={isCalling ? 'board.goTo' : 'board.serving'} />
      </span>
    </p>
  );
}
