import { useCallback, useEffect, useState } from 'react';
import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Problem } from '../ui/Problem.tsx';
import { Say } from '../ui/Say.tsx';
import { useLiveEntries, useLiveLink } from '../ui/useLive.ts';
import { ActionPanel } from './ActionPanel.tsx';
import { AlertPanel } from './AlertPanel.tsx';
import { AppointmentsDialog } from './appointments/AppointmentsDialog.tsx';
import { alertsNow } from './alertsNow.ts';
import css from './Console.module.css';
import { allows, type Verb } from './counterCommand.ts';
import type { CounterStore } from './counterStore.ts';
import { ClassDialog } from './ClassDialog.tsx';
import { CurrentTicket } from './CurrentTicket.tsx';
import { HeldList } from './HeldList.tsx';
import { commandOfKey } from './keyCommand.ts';
import { KeysDialog } from './KeysDialog.tsx';
import { MoveDialog, type MoveVerb } from './MoveDialog.tsx';
import { foresee } from './outbox.ts';
import { OutboxBanner } from './OutboxBanner.tsx';
import type { PageState } from './pageState.ts';
import { QueuePanel } from './QueuePanel.tsx';
import { keysNow } from './savedKeys.ts';
import { RemarkDialog } from './RemarkDialog.tsx';
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

/** What a key press does in a window that shows the console; answers the way to stop. */
type Keyboard = (target: Window) => () => void;

function useKeys(store: CounterStore, wishFor: (verb: Verb) => void): Keyboard {
  const listen = useCallback<Keyboard>(
    target => {
      const press = (event: KeyboardEvent) => {
        if (target.document.querySelector('dialog[open]') !== null) return;
        // Not `instanceof`: the small window has classes of its own.
        const isOnControl = (event.target as Element | null)?.closest('button, input, textarea, select, a') != null;
        const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing, repeat, keyCode } = event;
        const wish = commandOfKey(
          {
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
          },
          keysNow(),
        );
        if (wish === null) return;
        event.preventDefault();
        // The keys that pause and set aside also bring back.
        if (wish === 'pause' && !store.can('pause')) wishFor('open');
        else if (wish === 'hold' && !store.can('hold')) wishFor('resume');
        else wishFor(wish);
      };
      target.addEventListener('keydown', press);
      return () => target.removeEventListener('keydown', press);
    },
    [store, wishFor],
  );
  useEffect(() => listen(window), [listen]);
  return listen;
}

/** The only number set aside comes back at once; of several the clerk chooses one. */
function takeBack(store: CounterStore, live: LiveStream<CounterEntries>): void {
  const { held } = waitingNow(live.entries());
  const [only, second] = held;
  if (!store.can('resume') || only === undefined) return;
  if (second === undefined) void store.command('resume', { ticket: only.ticket });
  else document.querySelector<HTMLElement>('[data-held] button')?.focus();
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
  const [asked, setAsked] = useState<MoveVerb | 'note' | 'keys' | 'appointments' | null>(null);
  const [classified, setClassified] = useState<CounterTicket | null>(null);
  const classes = entries.calling?.classes ?? [];
  // Some of the commands need a word more.
  const wishFor = useCallback(
    (verb: Verb) => {
      if (verb === 'resume') takeBack(store, live);
      else if (!isMove(verb) && verb !== 'note') void store.command(verb);
      else if (store.can(verb)) setAsked(verb);
    },
    [store, live],
  );
  const listen = useKeys(store, wishFor);
  const { waiting, queues, held } = waitingNow(entries);
  const { help, devices } = alertsNow(entries);
  const counter = entries.counter ?? null;
  const bookable = (entries.targets ?? []).filter(({ takesAppointments }) => takesAppointments);
  const { session, failure, said, undo, outbox } = state;
  const { current, unforeseen } = foresee(entries.current ?? null, outbox.orders);
  const isElsewhere = counter !== null && counter.at !== 'closed' && counter.clerk !== session.account;
  const sight = {
    counter,
    current,
    session,
    isLive: link === 'live' && outbox.orders.length === 0,
    isUnforeseen: unforeseen !== null,
  };
  return (
    <div className={css.page}>
      <TopBar
        number={session.counters.find(({ id }) => id === state.counter)?.number ?? null}
        {...{ counter, session, store, speak }}
        isMovable={(current === null || isElsewhere) && outbox.orders.length === 0}
        listen={listen}
        openKeys={() => setAsked('keys')}
        openAppointments={bookable.length === 0 ? null : () => setAsked('appointments')}
      />
      <div>
        <OutboxBanner outbox={outbox} store={store} />
      </div>
      <main className={css.work}>
        <div className={css.side}>
          <AlertPanel help={help} devices={devices} nowMs={nowMs} store={store} />
          <QueuePanel queues={queues} nowMs={nowMs} />
        </div>
        <div className={css.middle}>
          <CurrentTicket
            current={current}
            at={counter?.at ?? null}
            unforeseen={unforeseen}
            canWrite={store.can('note')}
            write={() => wishFor('note')}
            entries={entries}
            leaveRest={store.can('finish') ? () => void store.command('finish', { leaveRest: true }) : null}
          />
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
          <WaitingList
            waiting={waiting}
            nowMs={nowMs}
            calling={entries.calling ?? null}
            classify={classes.length > 0 && store.can('classify') ? setClassified : null}
          />
        </div>
        <ActionPanel
          can={store.can}
          command={wishFor}
          isResuming={counter?.at === 'paused'}
          isOpenNext={allows(sight, 'open')}
          current={current}
        />
      </main>
      {asked === 'keys' && <KeysDialog close={() => setAsked(null)} />}
      {classified !== null && (
        <ClassDialog
          ticket={classified}
          classes={classes}
          send={priorityClass => void store.command('classify', { ticket: classified.ticket, class: priorityClass })}
          close={() => setClassified(null)}
        />
      )}
      {asked === 'note' && (
        <RemarkDialog
          remark={current?.remark ?? ''}
          send={text => void store.command('note', { text })}
          close={() => setAsked(null)}
        />
      )}
      {asked === 'appointments' && (
        <AppointmentsDialog token={session.token} queues={bookable} close={() => setAsked(null)} />
      )}
      {asked !== null && asked !== 'note' && asked !== 'keys' && asked !== 'appointments' && (
        <MoveDialog
          verb={asked}
          targets={entries.targets ?? []}
          colleagues={entries.colleagues ?? []}
          send={detail => void store.command(asked, detail)}
          close={() => setAsked(null)}
        />
      )}
    </div>
  );
}
