import { minutesSince } from '../../hall/domain/floorAlerts.ts';
import type { FloorCounter, FloorQueue } from '../../hall/domain/floorApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './CounterCards.module.css';
import type { FloorWish, Wish } from './floorAct.ts';

const states = { open: 'counter.at.open', paused: 'counter.at.paused', closed: 'counter.at.closed' } as const;

function actsOf(at: FloorCounter['at']): Extract<FloorWish, { is: 'counter' }>['act'][] {
  if (at === 'closed') return ['open'];
  return at === 'paused' ? ['resume', 'close'] : ['pause', 'close'];
}

/** Every counter: its state, who works there, what for, and how long already. */
export function CounterCards({
  counters,
  queues,
  nowMs,
  idleMinutes,
  wish,
}: {
  counters: readonly FloorCounter[];
  queues: readonly FloorQueue[];
  nowMs: number;
  idleMinutes: number;
  wish: Wish;
}) {
  const { t } = useText();
  return (
    <ul className={css.cards}>
      {counters.map(counter => {
        const { id, number, at, clerk, since, ticket, idleSince, served, isReassigned } = counter;
        const idle = idleSince === null ? null : minutesSince(idleSince, nowMs);
        const letters = queues.filter(queue => counter.queues.includes(queue.id)).map(({ letter }) => letter);
        const isAll = letters.length === queues.length;
        return (
          <li key={id} className={css.card} data-at={at}>
            <p className={css.top}>
              <strong>
                <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />
              </strong>
              <span className={css.state} data-at={at}>
                {t(states[at])}
              </span>
              <span className={css.clerk}>{clerk === null ? t('floor.nobody') : <Num>{clerk}</Num>}</span>
            </p>
            <p className={css.now} data-idle={idle !== null && idle >= idleMinutes}>
              {ticket !== null && (
                <>
                  <strong>
                    <TicketNo>{ticket.label}</TicketNo>
                  </strong>{' '}
                  {t(ticket.at === 'called' ? 'counter.at.called' : 'counter.at.serving')}{' '}
                  <Since at={ticket.since} nowMs={nowMs} />
                </>
              )}
              {ticket === null && idle !== null && (
                <Say k="floor.idle" count={idle} values={{ n: <Num>{idle}</Num> }} />
              )}
              {ticket === null && at === 'paused' && since !== null && <Since at={since} nowMs={nowMs} />}
              {ticket === null && at === 'closed' && '–'}
            </p>
            <div className={css.queues}>
              <span>
                {isAll ? t('floor.allQueues') : <bdi lang="en">{letters.join(' ')}</bdi>}
                {isReassigned && <em className={css.today}> {t('floor.reassigned')}</em>}
              </span>
              <TouchButton kind="quiet" className={css.served} onPress={() => wish({ is: 'calls', counter })}>
                <span>
                  <Say k="floor.servedHere" count={served} values={{ n: <Num>{served}</Num> }} />
                </span>
              </TouchButton>
            </div>
            <div className={css.acts}>
              {actsOf(at).map(act => (
                <TouchButton
                  key={act}
                  kind="quiet"
                  className={css.act}
                  isDisabled={act === 'close' && ticket !== null}
                  onPress={() => wish({ is: 'counter', act, counter })}
                >
                  {t(`floor.act.${act}`)}
                </TouchButton>
              ))}
              <TouchButton kind="quiet" className={css.act} onPress={() => wish({ is: 'queues', counter })}>
                {t('floor.act.queues')}
              </TouchButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Since({ at, nowMs }: { at: number; nowMs: number }) {
  const n = minutesSince(at, nowMs);
  return <Say k="floor.since" count={n} values={{ n: <Num>{n}</Num> }} />;
}
