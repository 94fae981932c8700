import { useEffect, useState } from 'react';
import type { CounterEntries } from '../../hall/domain/hallApi.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { useLiveEntries, useLiveLink } from '../ui/useLive.ts';
import { ActionPanel } from './ActionPanel.tsx';
import css from './Console.module.css';
import type { Speak } from './Counter.tsx';
import { allows } from './counterCommand.ts';
import type { CounterStore } from './counterStore.ts';
import { CurrentTicket } from './CurrentTicket.tsx';
import { commandOfKey } from './keyCommand.ts';
import type { PageState } from './pageState.ts';
import { Problem } from './Problem.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { TopBar } from './TopBar.tsx';
import { WaitingList } from './WaitingList.tsx';
import { waitingNow } from './waitingNow.ts';

const redrawEveryMs = 10_000;

/** The time for "waited n minutes". */
function useNow(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), redrawEveryMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

function useKeys(store: CounterStore): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isOnControl = event.target instanceof Element && event.target.closest('button, input, select, a') !== null;
      const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing, repeat, keyCode } = event;
      const wish = commandOfKey({
        key,
        shiftKey,
        ctrlKey,
        altKey,
        metaKey,
        isComposing,
        repeat,
        // The only mark some input methods leave on a key they have taken.
        keyCode,
        isOnControl,
      });
      if (wish === null) return;
      event.preventDefault();
      // The key that pauses also brings the counter back.
      const verb = wish === 'pause' && !store.can('pause') ? 'open' : wish;
      void store.command(verb);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store]);
}

/** The clerk's work: queues, the number at the counter, what can be done with it. */
export function Console({
  state,
  store,
  live,
  speak,
}: {
  state: Extract<PageState, { at: 'console' }>;
  store: CounterStore;
  live: LiveStream<CounterEntries>;
  speak: Speak;
}) {
  const { t } = useText();
  const entries = useLiveEntries(live);
  const link = useLiveLink(live);
  const nowMs = useNow();
  useKeys(store);
  const { waiting, queues } = waitingNow(entries);
  const counter = entries.counter ?? null;
  const current = entries.current ?? null;
  const { session, failure, said } = state;
  const isElsewhere = counter !== null && counter.at !== 'closed' && counter.clerk !== session.account;
  const sight = { counter, current, session, isLive: link === 'live' };
  return (
    <div className={css.page}>
      <TopBar
        number={session.counters.find(({ id }) => id === state.counter)?.number ?? null}
        {...{ counter, session, store, speak }}
        isMovable={current === null || isElsewhere}
      />
      <div>
        {(link === 'broken' || link === 'stale') && (
          <p className={css.lost} role="alert">
            {t('counter.lost')}
          </p>
        )}
      </div>
      <main className={css.work}>
        <QueuePanel queues={queues} nowMs={nowMs} />
        <div className={css.middle}>
          <CurrentTicket current={current} at={counter?.at ?? null} />
          <div className={css.notices}>
            {failure !== null && <Problem>{t(failureText(failure.code))}</Problem>}
            {failure === null && isElsewhere && <Problem>{t('failure.counter_taken')}</Problem>}
            <p className={css.said} role="status">
              {said !== null && (
                <>
                  <Say k="counter.called" values={{ label: <TicketNo>{said.label}</TicketNo> }} />
                  {said.recalls > 0 && (
                    <>
                      {' · '}
                      <Say k="counter.recalls" count={said.recalls} values={{ n: <Num>{said.recalls}</Num> }} />
                    </>
                  )}
                </>
              )}
            </p>
          </div>
          <WaitingList waiting={waiting} nowMs={nowMs} />
        </div>
        <ActionPanel
          can={store.can}
          command={verb => void store.command(verb)}
          isResuming={counter?.at === 'paused'}
          isOpenNext={allows(sight, 'open')}
          current={current}
        />
      </main>
    </div>
  );
}
