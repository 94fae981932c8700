import { useSyncExternalStore } from 'react';
import type { BoardCall } from '../../hall/domain/hallApi.ts';
import { directionOf } from '../../hall/domain/language.ts';
import { text } from '../ui/i18n.ts';
import { Time } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { entriesWith, useLiveEntries, useLiveLink } from '../ui/useLive.ts';
import { useMinute } from '../ui/useMinute.ts';
import css from './Board.module.css';
import type { Board as BoardStore } from './boardStore.ts';
import { Both } from './Both.tsx';
import { CallRow } from './CallRow.tsx';
import { shiftAt } from './screenCare.ts';
import { captioned } from './soundQueue.ts';

const shownCalls = 6;

/** The hall's board: the last calls, what is being said, and whether any of it can be trusted. */
export function Board({ board }: { board: BoardStore }) {
  const view = useSyncExternalStore(board.subscribe, board.view);
  const entries = useLiveEntries(board.live);
  const link = useLiveLink(board.live);
  const nowMs = useMinute();
  const { x, y } = shiftAt(nowMs);
  const calls = entriesWith(entries, 'call:')
    .filter(call => call !== undefined)
    .sort((a, b) => b.calledAt - a.calledAt)
    .slice(0, shownCalls);
  const isStale = link === 'broken' || link === 'stale' || link === 'refused';
  return (
    <div className={css.board} style={{ transform: `translate(${x}px, ${y}px)` }}>
      <header className={css.top}>
        <p className={css.hall}>
          {entries.hall !== undefined && <Both zh={entries.hall.name.zh} ug={entries.hall.name.ug} />}
        </p>
        {isStale && (
          <p className={css.stale} role="alert">
            <Both zh={text('zh', 'board.stale')} ug={text('ug', 'board.stale')} />
          </p>
        )}
        <p className={css.clock}>
          <Time at={nowMs} />
        </p>
      </header>
      <h1 className={css.head}>
        <Both zh={text('zh', 'board.goTo')} ug={text('ug', 'board.goTo')} />
      </h1>
      {calls.length === 0 ? (
        <p className={css.empty}>
          <Both zh={text('zh', 'board.none')} ug={text('ug', 'board.none')} />
        </p>
      ) : (
        <ol className={css.calls} data-old={isStale}>
          {calls.map(call => (
            <CallRow key={call.call} call={call} freshRecalls={view.fresh.get(call.call) ?? null} />
          ))}
        </ol>
      )}
      <footer className={css.foot}>
        <Captions call={captioned(view.queue)} />
        {view.isBlocked && (
          <TouchButton kind="primary" className={css.sound} onPress={board.enableSound}>
            <Both zh={text('zh', 'board.enableSound')} ug={text('ug', 'board.enableSound')} />
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
