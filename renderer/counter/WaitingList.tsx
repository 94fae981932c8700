import type { CounterTicket } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { PrintMark } from './PrintMark.tsx';
import { SpeaksMark } from './SpeaksMark.tsx';
import css from './WaitingList.module.css';
import { minutesSince } from './waitingNow.ts';

/** Who can be called, longest wait first. */
export function WaitingList({ waiting, nowMs }: { waiting: readonly CounterTicket[]; nowMs: number }) {
  const { t } = useText();
  return (
    <section className={css.panel} aria-label={t('counter.waitingList')}>
      <h2 className={css.title}>{t('counter.waitingList')}</h2>
      {waiting.length === 0 ? (
        <p className={css.nobody}>{t('counter.nobodyWaits')}</p>
      ) : (
        <ul className={css.list} tabIndex={0}>
          {waiting.map(ticket => (
            <Waiter key={ticket.ticket} ticket={ticket} minutes={minutesSince(ticket.issuedAt, nowMs)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Waiter({ ticket, minutes }: { ticket: CounterTicket; minutes: number }) {
  return (
    <li className={css.row}>
      <span className={css.label}>
        <TicketNo>{ticket.label}</TicketNo>
      </span>
      <span className={css.queue}>
        <TextOf text={ticket.queueName} />
        {ticket.remark !== null && ticket.remark !== '' && <bdi className={css.remark}>{ticket.remark}</bdi>}
      </span>
      <span className={css.marks}>
        {ticket.appointmentAt !== null && (
          <span className={css.appointment}>
            <Say k="appointment.issued" values={{ time: <Time at={ticket.appointmentAt} /> }} />
          </span>
        )}
        <PrintMark print={ticket.print} />
        <SpeaksMark language={ticket.language} />
      </span>
      <span className={css.waited}>
        <Say k="counter.waited" count={minutes} values={{ n: <Num>{minutes}</Num> }} />
      </span>
    </li>
  );
}
