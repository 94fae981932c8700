import { useEffect, useState } from 'react';
import type { FloorQueue, FloorTicket } from '../../hall/domain/floorApi.ts';
import type { CounterId, QueueId, TicketId } from '../../hall/domain/ids.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Choices.module.css';
import { DialogButtons } from './DialogButtons.tsx';
import { useAct } from './useAct.ts';
import type { DialogParts } from './WishDialog.tsx';

/** Sends those who wait in a queue to another one, or to one counter. */
export function MoveWaiting({ from, queues, counters, ...parts }: DialogParts & { from: FloorQueue }) {
  const { t } = useText();
  const { isBusy, problem, act } = useAct(parts);
  const [queue, setQueue] = useState<string | null>(null);
  const [toCounter, setCounter] = useState<string | null>(null);
  const [tickets, setTickets] = useState<readonly TicketId[]>([]);
  const [waiting, setWaiting] = useState<readonly FloorTicket[]>([]);
  const { routes } = parts;
  useEffect(() => {
    void routes.tickets({ set: 'waiting', queue: from.id }).then(answer => answer.ok && setWaiting(answer.value));
  }, [from.id, routes]);
  const target = queue ?? from.id;
  const serving = counters.filter(counter => counter.at !== 'closed' && counter.queues.includes(target));
  const isElsewhere = target !== from.id || toCounter !== null;
  const toggle = (ticket: TicketId) =>
    setTickets(tickets.includes(ticket) ? tickets.filter(other => other !== ticket) : [...tickets, ticket]);
  return (
    <>
      <div className={css.choices} role="group" aria-label={t('floor.queues')}>
        {queues.map(({ id, letter, name }) => (
          <TouchButton
            key={id}
            className={css.choice}
            isPressedDown={target === id}
            onPress={() => {
              setQueue(id);
              setCounter(null);
            }}
          >
            <span>
              <bdi lang="en">{letter}</bdi> <TextOf text={name} />
            </span>
          </TouchButton>
        ))}
      </div>
      <div className={`${css.choices} ${css.numbers}`} role="group" aria-label={t('floor.counters')}>
        <TouchButton className={css.choice} isPressedDown={toCounter === null} onPress={() => setCounter(null)}>
          {t('floor.ask.anyCounter')}
        </TouchButton>
        {serving.map(({ id, number }) => (
          <TouchButton key={id} className={css.choice} isPressedDown={toCounter === id} onPress={() => setCounter(id)}>
            <span>
              <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />
            </span>
          </TouchButton>
        ))}
      </div>
      <p className={css.hint}>{t('floor.ask.which')}</p>
      <div className={`${css.choices} ${css.numbers}`} role="group" aria-label={t('floor.ask.which')}>
        {waiting.map(({ ticket, label }) => (
          <TouchButton
            key={ticket}
            className={css.choice}
            isPressedDown={tickets.includes(ticket)}
            repeatGuardMs={0}
            onPress={() => toggle(ticket)}
          >
            <TicketNo>{label}</TicketNo>
          </TouchButton>
        ))}
      </div>
      <p className={css.hint}>{t('floor.ask.keepsPlace')}</p>
      <DialogButtons
        problem={problem}
        isReady={!isBusy && isElsewhere}
        confirm={() =>
          void act({ say: 'moved', where: null }, () =>
            routes.move({
              from: from.id as QueueId,
              tickets: tickets.length === 0 ? null : [...tickets],
              queue: target as QueueId,
              toCounter: toCounter as CounterId | null,
            }),
          )
        }
        close={parts.close}
      />
    </>
  );
}
