import { useEffect, useRef, useState } from 'react';
import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { type NameOf, WhyCalled } from '../ui/WhyCalled.tsx';
import { ClassMark } from './ClassMark.tsx';
import { mostRecalls } from './counterCommand.ts';
import css from './CurrentTicket.module.css';
import { MattersLeft } from './MattersLeft.tsx';
import type { Unforeseen } from './outbox.ts';
import { PrintMark } from './PrintMark.tsx';
import { useKeyNames } from './savedKeys.ts';
import { SpeaksMark } from './SpeaksMark.tsx';
import { minutesSince } from './waitingNow.ts';

const namesIn =
  ({ targets, calling }: Partial<CounterEntries>): NameOf =>
  id =>
    [...(targets ?? []), ...(calling?.classes ?? []), ...(calling?.skills ?? [])].find(one => one.id === id)?.name ??
    null;

const states = { called: 'counter.at.called', serving: 'counter.at.serving' } as const;

/** The number at this counter, large enough to be read while standing. */
export function CurrentTicket({
  current,
  at,
  unforeseen,
  canWrite,
  write,
  entries,
  leaveRest,
}: {
  current: CounterTicket | null;
  /** What was asked for without the hub and only the hub can say. */
  unforeseen: Unforeseen | null;
  canWrite: boolean;
  write: () => void;
  entries: Partial<CounterEntries>;
  /** Ends the number although matters are left; null = not now. */
  leaveRest: (() => void) | null;
  /** State of the counter; null until it is known. */
  at: CounterEntries['counter']['at'] | null;
}) {
  const { t } = useText();
  return (
    <section className={css.card} aria-label={t('counter.current')}>
      <h2 className={css.title}>{t('counter.current')}</h2>
      {current === null ? (
        <div className={css.empty}>
          {unforeseen === null ? (
            <p>{t('counter.noCurrent')}</p>
          ) : (
            <p className={css.wished}>{t(unforeseen === 'call' ? 'outbox.wished' : 'outbox.goesOn')}</p>
          )}
          {at === 'closed' && <p className={css.hint}>{t('counter.openFirst')}</p>}
          {at === 'paused' && <p className={css.hint}>{t('counter.at.paused')}</p>}
        </div>
      ) : (
        <Ticket key={current.ticket} ticket={current} {...{ canWrite, write, entries, leaveRest }} />
      )}
    </section>
  );
}

function Ticket({
  ticket,
  canWrite,
  write,
  entries,
  leaveRest,
}: {
  ticket: CounterTicket;
  canWrite: boolean;
  write: () => void;
  entries: Partial<CounterEntries>;
  leaveRest: (() => void) | null;
}) {
  const { t } = useText();
  const keys = useKeyNames();
  // The wait ended when the number came to this counter.
  const [calledAt] = useState(() => Date.now());
  const waited = minutesSince(ticket.issuedAt, calledAt);
  const card = useRef<HTMLDivElement>(null);
  // The call button under the focus has just become grey; from here Enter begins the service.
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={card} className={css.ticket} tabIndex={-1}>
      <p className={css.label}>
        <TicketNo>{ticket.label}</TicketNo>
      </p>
      <div className={css.facts}>
        <p className={css.queue}>
          <TextOf text={ticket.queueName} />
        </p>
        <p className={css.line}>
          {(ticket.at === 'called' || ticket.at === 'serving') && (
            <span className={css.state} data-at={ticket.at}>
              {t(states[ticket.at])}
            </span>
          )}
          <ClassMark ticket={ticket} calling={entries.calling ?? null} />
          <SpeaksMark language={ticket.language} />
          <PrintMark print={ticket.print} />
        </p>
        <p className={css.line}>
          <span>
            {t('counter.at.issued')} <Time at={ticket.issuedAt} />
          </span>
          <span>
            <Say k="counter.waited" count={waited} values={{ n: <Num>{waited}</Num> }} />
          </span>
          {ticket.recalls > 0 && (
            <span>
              <Say k="counter.recalls" count={ticket.recalls} values={{ n: <Num>{ticket.recalls}</Num> }} />
            </span>
          )}
        </p>
        {ticket.why !== null && ticket.why !== '' && (
          <p className={css.why}>
            <Say
              k="counter.why"
              values={{
                why: <WhyCalled because={ticket.because} why={ticket.why} nameOf={namesIn(entries)} />,
              }}
            />
          </p>
        )}
        <MattersLeft
          ticket={ticket}
          serves={queue => entries[`queue:${queue}`] !== undefined}
          canFinish={leaveRest !== null && ticket.at === 'serving'}
          leaveRest={() => leaveRest?.()}
        />
        {ticket.note !== null && ticket.note !== '' && (
          <p className={css.why}>
            <Say k="counter.noteLeft" values={{ note: <bdi>{ticket.note}</bdi> }} />
          </p>
        )}
        {ticket.remark !== null && ticket.remark !== '' && (
          <p className={css.remark}>
            <Say k="remark.shown" values={{ note: <bdi>{ticket.remark}</bdi> }} />
          </p>
        )}
        <TouchButton kind="quiet" className={css.write} isDisabled={!canWrite} onPress={write}>
          <span>{t(ticket.remark === null || ticket.remark === '' ? 'remark.write' : 'remark.change')}</span>
          <kbd className={css.key} dir="ltr" lang="en">
            {keys.note}
          </kbd>
        </TouchButton>
        {ticket.at === 'called' && ticket.recalls >= mostRecalls && (
          <p className={css.limit} role="status">
            {t('counter.recallLimit')}
          </p>
        )}
      </div>
    </div>
  );
}
