import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { ClassMark } from './ClassMark.tsx';
import { PrintMark } from './PrintMark.tsx';
import { SpeaksMark } from './SpeaksMark.tsx';
import css from './WaitingList.module.css';
import { minutesSince } from './waitingNow.ts';

/** Who can be called, longest wait first. */
export function WaitingList({
  waiting,
  nowMs,
  calling,
  classify,
}: {
  waiting: readonly CounterTicket[];
  nowMs: number;
  calling: CounterEntries['calling'] | null;
  /** Asks for the class of a number; null = not now, or the hall has no classes. */
  classify: ((ticket: CounterTicket) => void) | null;
}) {
  const { t } = useText();
  return (
    <section className={css.panel} aria-label={t('counter.waitingList')}>
      <h2 className={css.title}>{t('counter.waitingList')}</h2>
      {waiting.length === 0 ? (
        <p className={css.nobody}>{t('counter.nobodyWaits')}</p>
      ) : (
        <ul className={css.list} tabIndex={0}>
          {waiting.map(ticket => (
            <Waiter
              key={ticket.ticket}
              {...{ ticket, calling, classify }}
              minutes={minutesSince(ticket.issuedAt, nowMs)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Waiter({
  ticket,
  minutes,
  calling,
  classify,
}: {
  ticket: CounterTicket;
  minutes: number;
  calling: CounterEntries['calling'] | null;
  classify: ((ticket: CounterTicket) => void) | null;
}) {
  const { t } = useText();
  return (
    <li className={css.row}>
      <span className={css.label}>
        <TicketNo>{ticket.label}</TicketNo>
      </span>
      <span className={css.queue}>
        <TextOf text={ticket.queueName} />
        {ticket.also.length > 0 && (
          <span className={css.remark}>
            {t('matters.left')}{' '}
            {ticket.also.map(({ queue, name }) => (
              <span key={queue} className={css.matter}>
                <TextOf text={name} />
              </span>
            ))}
          </span>
        )}
        {ticket.remark !== null && ticket.remark !== '' && <bdi className={css.remark}>{ticket.remark}</bdi>}
      </span>
      <span className={css.marks}>
        {ticket.appointmentAt !== null && (
          <span className={css.appointment}>
            <Say k="appointment.issued" values={{ time: <Time at={ticket.appointmentAt} /> }} />
          </span>
        )}
        <ClassMark ticket={ticket} calling={calling} />
        {classify !== null && (
          <TouchButton kind="quiet" className={css.give} onPress={() => classify(ticket)}>
            {t('matters.give')}
          </TouchButton>
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
