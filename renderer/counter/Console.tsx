import { useCallback, useEffect, useState } from 'react';
import type { CounterEntries } from '../../hall/domain/hallApi.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Problem } from '../ui/Problem.tsx';
import { Say } from '../ui/Say.tsx';
import { useLiveEntries, useLiveLink } from '../ui/useLive.ts';
import { ActionPanel } from './ActionPanel.tsx';
import css from './Console.module.css';
import { allows, type Verb } from './counterCommand.ts';
import type { CounterStore } from './counterStore.ts';
import { CurrentTicket } from './CurrentTicket.tsx';
import { HeldList } from './HeldList.tsx';
import { commandOfKey } from './keyCommand.ts';
import { MoveDialog, type MoveVerb } from './MoveDialog.tsx';
import type { PageState } from './pageState.ts';
import { QueuePanel } from './QueuePanel.tsx';
import { TopBar } from './TopBar.tsx';
import { UndoToast } from './UndoToast.tsx';
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

const isMove = (verb: Verb): verb is MoveVerb => verb === 'hold' || verb === 'transfer' || verb === 'call';

function useKeys(store: CounterStore, wishFor: (verb: Verb) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return;
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
      wishFor(verb);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store, wishFor]);
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
  const [asked, setAsked] = useState<MoveVerb | null>(null);
  // Three of the commands need a word more.
  const wishFor = useCallback(
    (verb: Verb) => {
      if (!isMove(verb)) void store.command(verb);
      else if (store.can(verb)) setAsked(verb);
    },
    [store],
  );
  useKeys(store, wishFor);
  const { waiting, queues, held } = waitingNow(entries);
  const counter = entries.counter ?? null;
  const current = entries.current ?? null;
  const { session, failure, said, undo } = state;
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
            {undo !== null && <UndoToast key={undo.untilMs} undo={undo} store={store} />}
            <HeldList held={held} store={store} />
          </div>
          <WaitingList waiting={waiting} nowMs={nowMs} />
        </div>
        <ActionPanel
          can={store.can}
          command={wishFor}
          isResuming={counter?.at === 'paused'}
          isOpenNext={allows(sight, 'open')}
          current={current}
        />
      </main>
      {asked !== null && (
        <MoveDialog
          verb={asked}
          targets={entries.targets ?? []}
          send={detail => void store.command(asked, detail)}
          close={() => setAsked(null)}
        />
      )}
    </div>
  );
}
