import { Keyboard } from 'lucide-react';
import type { Session } from '../../hall/domain/hallApi.ts';
import type { CounterEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { LanguageSwitch, type Speak } from '../ui/LanguageSwitch.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { CompactButton } from './CompactButton.tsx';
import type { CounterStore } from './counterStore.ts';
import css from './TopBar.module.css';

const states = { open: 'counter.at.open', paused: 'counter.at.paused', closed: 'counter.at.closed' } as const;

/** Which counter, its state, who is signed in, and the ways out. */
export function TopBar({
  number,
  counter,
  session,
  store,
  speak,
  isMovable,
  listen,
  openKeys,
  openAppointments,
}: {
  number: number | null;
  counter: CounterEntries['counter'] | null;
  session: Session;
  store: CounterStore;
  speak: Speak;
  isMovable: boolean;
  /** Takes the keys of a window that shows the console. */
  listen: (target: Window) => () => void;
  openKeys: () => void;
  /** Null = this hall takes no appointments. */
  openAppointments: (() => void) | null;
}) {
  const { t } = useText();
  return (
    <header className={css.bar}>
      <h1 className={css.number}>{number !== null && <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />}</h1>
      {counter !== null && (
        <span className={css.state} data-at={counter.at}>
          {t(states[counter.at])}
        </span>
      )}
      <span className={css.account}>
        {t('counter.account')} <Num>{session.account}</Num>
      </span>
      {openAppointments !== null && (
        <TouchButton kind="quiet" className={css.way} onPress={openAppointments}>
          {t('booking.title')}
        </TouchButton>
      )}
      <LanguageSwitch speak={speak} />
      <TouchButton kind="quiet" className={css.way} label={t('keys.title')} onPress={openKeys}>
        <Keyboard size={18} aria-hidden />
      </TouchButton>
      <CompactButton className={css.way} listen={listen} />
      <TouchButton kind="quiet" className={css.way} isDisabled={!isMovable} onPress={store.leaveCounter}>
        {t('counter.switchCounter')}
      </TouchButton>
      <TouchButton kind="quiet" className={css.way} onPress={() => void store.signOut()}>
        {t('counter.signOut')}
      </TouchButton>
    </header>
  );
}
