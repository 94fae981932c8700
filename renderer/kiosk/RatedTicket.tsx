import type { RatableTicket } from '../../hall/domain/hallApi.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import css from './RateScreens.module.css';

/** `A015 · 3 号窗口 · 10:20`: which visit the rating is about. */
export function RatedTicket({ ticket }: { ticket: RatableTicket }) {
  return (
    <span className={css.context}>
      <strong>
        <TicketNo>{ticket.label}</TicketNo>
      </strong>
      <span>
        <Say k="app.counter" values={{ n: <Num>{ticket.counter}</Num> }} />
      </span>
      <Time at={ticket.endedAt} />
    </span>
  );
}
