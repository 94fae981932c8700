import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { failureText } from '../ui/failureText.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CounterStore } from './counterStore.ts';
import css from './OutboxBanner.module.css';
import type { Order, Outbox, RefusedOrder } from './outbox.ts';

const words: Readonly<Partial<Record<Order['verb'], TextKey>>> = {
  serve: 'counter.serve',
  finish: 'counter.finish',
  'no-show': 'counter.noShow',
  hold: 'counter.hold',
  transfer: 'counter.transfer',
  note: 'remark.write',
  'call-next': 'counter.callNext',
};

/** After this long a clerk is told how to go on without the system. */
const byHandAfterS = 30;

/** Whole seconds since an instant of the page's clock. */
function useSecondsSince(sinceMs: number): number {
  const [nowMs, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
}

/** Says that the hub is not heard, what can be done meanwhile, what will be sent, and what did not fit any more. */
export function OutboxBanner({ outbox, store }: { outbox: Outbox; store: CounterStore }) {
  const { lostAtMs, orders, refused } = outbox;
  return (
    <>
      {lostAtMs !== null && <Lost sinceMs={lostAtMs} />}
      {orders.length > 0 && <Waiting outbox={outbox} store={store} />}
      {refused.length > 0 && <Refused refused={refused} store={store} />}
    </>
  );
}

function Lost({ sinceMs }: { sinceMs: number }) {
  const { t } = useText();
  const seconds = useSecondsSince(sinceMs);
  return (
    <div className={css.lost}>
      <WifiOff className={css.sign} size={22} aria-hidden />
      <p className={css.words}>
        <strong role="status">{t('outbox.lost')}</strong>{' '}
        <span className={css.time}>
          <Say k="outbox.lostFor" count={seconds} values={{ n: <Num>{seconds}</Num> }} />
        </span>{' '}
        <span className={css.more} data-long={seconds >= byHandAfterS}>
          {t(seconds >= byHandAfterS ? 'outbox.byHand' : 'outbox.can')}
        </span>
      </p>
    </div>
  );
}

function OrderName({ order }: { order: Pick<Order, 'verb' | 'label'> }) {
  const { t } = useText();
  const word = words[order.verb];
  return (
    <>
      {order.label !== null && (
        <>
          <TicketNo>{order.label}</TicketNo>{' '}
        </>
      )}
      {word !== undefined && t(word)}
    </>
  );
}

function Waiting({ outbox, store }: { outbox: Outbox; store: CounterStore }) {
  const { t } = useText();
  const { orders, sending } = outbox;
  return (
    <div className={css.waiting} role="status">
      <strong>{t(sending === null ? 'outbox.waiting' : 'outbox.sending')}</strong>
      <ol className={css.orders}>
        {orders.map(order => (
          <li key={order.requestId} className={css.order}>
            <span>
              <OrderName order={order} />
            </span>
            {!order.mayHaveArrived && sending !== order.requestId && (
              <TouchButton kind="quiet" className={css.drop} onPress={() => store.dropOrder(order.requestId)}>
                {t('outbox.drop')}
              </TouchButton>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Refused({ refused, store }: { refused: readonly RefusedOrder[]; store: CounterStore }) {
  const { t } = useText();
  return (
    <div className={css.refused} role="alert">
      <div>
        <strong>{t('outbox.refused')}</strong>
        <ul className={css.reasons}>
          {refused.map(order => (
            <li key={order.requestId}>
              <b>
                <OrderName order={order} />
              </b>{' '}
              – {t(order.code === 'late' ? 'outbox.late' : failureText(order.code))}
            </li>
          ))}
        </ul>
      </div>
      <TouchButton className={css.read} onPress={store.forgetRefused}>
        {t('outbox.read')}
      </TouchButton>
    </div>
  );
}
