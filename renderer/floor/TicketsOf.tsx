import { useEffect, useState } from 'react';
import type { FloorCall, FloorCounter, FloorTicket } from '../../hall/domain/floorApi.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { CallList } from './CallList.tsx';
import type { FloorWish } from './floorAct.ts';
import { Minutes } from './Minutes.tsx';
import css from './TicketsOf.module.css';
import type { DialogParts } from './WishDialog.tsx';

const states: Readonly<Record<string, TextKey>> = {
  issued: 'counter.at.issued',
  waiting: 'counter.at.waiting',
  called: 'counter.at.called',
  serving: 'counter.at.serving',
  held: 'floor.state.held',
  done: 'floor.state.done',
  no_show: 'floor.state.no_show',
  cancelled: 'floor.state.cancelled',
};

/** The tickets behind a number of the view. */
export function TicketsOf({
  wish,
  counters,
  routes,
  close,
}: DialogParts & { wish: Extract<FloorWish, { is: 'tickets' }> }) {
  const { t } = useText();
  const [tickets, setTickets] = useState<readonly FloorTicket[] | null>(null);
  const { set } = wish;
  const queue = wish.queue?.id ?? null;
  useEffect(() => {
    const query = { set, ...(queue === null ? {} : { queue }) };
    void routes.tickets(query).then(answer => setTickets(answer.ok ? answer.value : []));
  }, [set, queue, routes]);
  const numberOf = (id: string | null) => counters.find(counter => counter.id === id)?.number ?? null;
  return (
    <>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('floor.list.number')}</th>
              <th scope="col">{t('floor.list.state')}</th>
              <th scope="col">{t('floor.list.taken')}</th>
              <th scope="col">{t('floor.list.called')}</th>
              <th scope="col">{t('floor.list.ended')}</th>
              <th scope="col">{t('floor.list.waited')}</th>
              <th scope="col">{t('floor.list.counter')}</th>
              <th scope="col">{t('floor.list.clerk')}</th>
            </tr>
          </thead>
          <tbody>
            {tickets?.map(({ ticket, label, at, issuedAt, calledAt, endedAt, waitedMs, counter, clerk, toCounter }) => {
              const number = numberOf(counter ?? toCounter);
              return (
                <tr key={ticket}>
                  <th scope="row">
                    <TicketNo>{label}</TicketNo>
                  </th>
                  <td>{t(states[at] ?? 'counter.at.waiting')}</td>
                  <td>
                    <Time at={issuedAt} />
                  </td>
                  <td>{calledAt === null ? '–' : <Time at={calledAt} />}</td>
                  <td>{endedAt === null ? '–' : <Time at={endedAt} />}</td>
                  <td>
                    <Minutes ms={waitedMs} />
                  </td>
                  <td>{number === null ? '–' : <Num>{number}</Num>}</td>
                  <td>{clerk === null ? '–' : <Num>{clerk}</Num>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {tickets?.length === 0 && <p className={css.empty}>{t('floor.list.empty')}</p>}
      </div>
      <TouchButton kind="quiet" onPress={close}>
        {t('floor.act.cancel')}
      </TouchButton>
    </>
  );
}

/** Every call of a counter today, with its reason. */
export function CallsOf({ counter, counters, routes, nameOf, close }: DialogParts & { counter: FloorCounter }) {
  const { t } = useText();
  const [calls, setCalls] = useState<readonly FloorCall[] | null>(null);
  useEffect(() => {
    void routes.calls({ counter: counter.id }).then(answer => setCalls(answer.ok ? answer.value : []));
  }, [counter.id, routes]);
  return (
    <>
      <div className={css.scroll}>{calls !== null && <CallList {...{ calls, counters, nameOf }} />}</div>
      <TouchButton kind="quiet" onPress={close}>
        {t('floor.act.cancel')}
      </TouchButton>
    </>
  );
}
