import { useSyncExternalStore } from 'react';
import type { BoardCall } from '../../hall/domain/boardApi.ts';
import { directionOf } from '../../hall/domain/language.ts';
import { Time } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { entriesWith, useLiveEntries } from '../ui/useLive.ts';
import { useMinute } from '../ui/useMinute.ts';
import css from './Board.module.css';
import type { Board as BoardStore } from './boardStore.ts';
import { CallRow } from './CallRow.tsx';
import { shiftAt } from './screenCare.ts';
import { captioned } from './soundQueue.ts';
import { StaleBadge } from './StaleBadge.tsx';
import { useStaleSince } from './useStaleSince.ts';
import { Waiting } from './Waiting.tsx';
import { Names, Words } from './Words.tsx';

const shownCalls = 6;

/** The board of the hall or of an area: the last calls, who waits, what is being said, and whether any of it can be trusted. */
export function Board({ board }: { board: BoardStore }) {
  const view = useSyncExternalStore(board.subscribe, board.view);
  const entries = useLiveEntries(board.live);
  const staleSince = useStaleSince(board.live);
  // A board on a PC with a wrong clock shows the time of the hall.
  const nowMs = useMinute() + board.live.serverAheadMs();
  const { x, y } = shiftAt(nowMs);
  const calls = entriesWith(entries, 'call:')
    .filter(call => call !== undefined)
    .sort((a, b) => b.calledAt - a.calledAt)
    .slice(0, shownCalls);
  const queues = entriesWith(entries, 'queue:').filter(queue => queue !== undefined);
  const { hall, place } = entries;
  // What may be wrong is never outlined as the newest.
  const freshOf = (call: BoardCall) => (staleSince === null ? (view.fresh.get(call.call) ?? null) : null);
  return (
    <div className={css.board} style={{ transform: `translate(${x}px, ${y}px)` }}>
      <header className={css.top}>
        <p className={css.hall}>
          {place?.at === 'area' ? <Names of={place.name} /> : hall !== undefined && <Names of={hall.name} />}
        </p>
        <StaleBadge sinceMs={staleSince} />
        <p className={css.clock}>
          <Time at={nowMs} />
        </p>
      </header>
      <main className={css.middle} data-old={staleSince !== null}>
        <section className={css.called}>
          <h1 className={css.head}>
            <Words k="board.goTo" />
          </h1>
          {calls.length === 0 ? (
            <p className={css.empty}>
              <Words k="board.none" />
            </p>
          ) : (
            <ol className={css.calls}>
              {calls.map(call => (
                <CallRow
                  key={call.call}
                  call={call}
                  freshRecalls={freshOf(call)}
                  nowMs={nowMs}
                  namesArea={place?.at !== 'area'}
                />
              ))}
            </ol>
          )}
        </section>
        <Waiting queues={queues} />
      </main>
      <footer className={css.foot}>
        <Captions call={captioned(view.queue)} />
        {view.isBlocked && (
          <TouchButton kind="primary" className={css.sound} onPress={board.enableSound}>
            <Words k="board.enableSound" />
          </TouchButton>
        )}
      </footer>
    </div>
  );
}

/** Every word the loudspeaker says, for those who do not hear it. */
function Captions({ call }: { call: BoardCall | null }) {
  return (
    <div className={css.captions} role="status">
      {call?.captions.map(({ language, text: words }) => (
        <p key={language} lang={language} dir={directionOf(language)} className={css.caption}>
          {words}
        </p>
      ))}
    </div>
  );
}
