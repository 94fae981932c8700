import { useEffect, useMemo, useState } from 'react';
import type { Session } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { LanguageSwitch, type Speak } from '../ui/LanguageSwitch.tsx';
import { Say } from '../ui/Say.tsx';
import { StaffPage } from '../ui/StaffPage.tsx';
import type { StaffStore } from '../ui/staffSession.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import { AccountsScreen } from './AccountsScreen.tsx';
import { AuditScreen } from './AuditScreen.tsx';
import css from './FloorApp.module.css';
import { floorRoutes, openFloorLive } from './floorRoutes.ts';
import { FloorScreen } from './FloorScreen.tsx';
import { OwnPin } from './OwnPin.tsx';
import { UndoBar } from './UndoBar.tsx';
import { createUndoStore } from './undoStore.ts';

const screens = ['floor', 'accounts', 'audit'] as const;
type Screen = (typeof screens)[number];

/** The supervisor's page: the floor, the accounts, the log. */
export function FloorApp({ store }: { store: StaffStore }) {
  return (
    <StaffPage store={store} title="floor.title">
      {({ session, speak }) => <Signed key={session.token} session={session} speak={speak} store={store} />}
    </StaffPage>
  );
}

function screenOfHash(): Screen {
  return screens.find(screen => `#${screen}` === location.hash) ?? 'floor';
}

function Signed({ session, speak, store }: { session: Session; speak: Speak; store: StaffStore }) {
  const { t } = useText();
  const [screen, setScreen] = useState<Screen>(screenOfHash);
  const [isChangingPin, setChangingPin] = useState(false);
  const live = useMemo(() => openFloorLive(session.token), [session.token]);
  const routes = useMemo(() => floorRoutes(session.token), [session.token]);
  const undo = useMemo(() => createUndoStore(), []);
  const hall = useLiveEntry(live, 'hall');
  const speed = useLiveEntry(live, 'clock')?.speed ?? 1;

  useEffect(() => {
    const leave = live.subscribe(() => {
      if (live.link() === 'refused') store.expired();
    });
    return () => {
      leave();
      live.close();
    };
  }, [live, store]);
  useEffect(() => {
    const follow = () => setScreen(screenOfHash());
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, select, dialog') !== null;
      const wanted = screens[Number(event.key) - 1];
      if (!isTyping && wanted !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey)
        location.hash = wanted;
    };
    window.addEventListener('hashchange', follow);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('hashchange', follow);
      window.removeEventListener('keydown', press);
    };
  }, []);

  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1 className={css.title}>{hall === null ? t('floor.title') : <TextOf text={hall.name} />}</h1>
        <nav className={css.tabs} aria-label={t('floor.tabs')}>
          {screens.map(name => (
            <TouchButton
              key={name}
              kind="quiet"
              className={css.tab}
              isCurrent={name === screen}
              onPress={() => {
                location.hash = name;
              }}
            >
              {t(`floor.${name}`)}
            </TouchButton>
          ))}
        </nav>
        {speed > 1 && (
          <span className={css.played}>
            <Say k="floor.played" values={{ n: <Num>{speed}</Num> }} />
          </span>
        )}
        <TouchButton kind="quiet" className={css.way} onPress={() => setChangingPin(true)}>
          <span>
            {t('counter.account')} <Num>{session.account}</Num>
          </span>
        </TouchButton>
        <LanguageSwitch speak={speak} />
        <TouchButton kind="quiet" className={css.way} onPress={() => void store.signOut()}>
          {t('counter.signOut')}
        </TouchButton>
      </header>
      <main className={css.main}>
        {screen === 'floor' && <FloorScreen {...{ live, routes, undo }} />}
        {screen === 'accounts' && <AccountsScreen routes={routes} own={session.account} />}
        {screen === 'audit' && <AuditScreen routes={routes} />}
        <p className={css.keys}>{t('floor.keys')}</p>
      </main>
      <UndoBar undo={undo} routes={routes} />
      {isChangingPin && <OwnPin {...{ session, store, routes }} close={() => setChangingPin(false)} />}
    </div>
  );
}
