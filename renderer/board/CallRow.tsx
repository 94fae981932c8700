import type { BoardCall } from '../../hall/domain/boardApi.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { Age } from './Age.tsx';
import { ArrowSign } from './ArrowSign.tsx';
import css from './CallRow.module.css';
import { Names } from './Words.tsx';

/**
 * `A015 → 3`: needs no language. `freshRecalls` is not null while the call is outlined; another number pulses again.
 * `namesArea`: on a board of the whole hall people have to know where to walk.
 */
export function CallRow(props: { call: BoardCall; freshRecalls: number | null; nowMs: number; namesArea: boolean }) {
  const { call, freshRecalls, nowMs, namesArea } = props;
  return (
    <li className={css.row} data-fresh={freshRecalls !== null} data-at={call.at} dir="ltr">
      <span key={freshRecalls ?? 'calm'} className={css.line}>
        <span className={css.label}>
          <TicketNo>{call.label}</TicketNo>
        </span>
        <ArrowSign to="right" className={css.arrow} />
        <span className={css.counter}>
          <Num>{call.counter}</Num>
        </span>
        <span className={css.note}>
          {namesArea && call.area !== null && (
            <span className={css.area}>
              <Names of={call.area} />
            </span>
          )}
          <span className={css.age}>
            <Age calledAt={call.calledAt} nowMs={nowMs} />
          </span>
        </span>
      </span>
    </li>
  );
}
