import type { BoardCall } from '../../hall/domain/hallApi.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import css from './CallRow.module.css';

/** `A015 → 3`: needs no language. `freshRecalls` is not null while the call is outlined; another number pulses again. */
export function CallRow({ call, freshRecalls }: { call: BoardCall; freshRecalls: number | null }) {
  return (
    <li className={css.row} data-fresh={freshRecalls !== null} dir="ltr">
      <span key={freshRecalls ?? 'calm'} className={css.line}>
        <span className={css.label}>
          <TicketNo>{call.label}</TicketNo>
        </span>
        <svg className={css.arrow} viewBox="0 0 48 24" aria-label="→" role="img">
          <path d="M2 12h40M32 2l11 10-11 10" fill="none" stroke="currentColor" strokeWidth="4" />
        </svg>
        <span className={css.counter}>
          <Num>{call.counter}</Num>
        </span>
      </span>
    </li>
  );
}
