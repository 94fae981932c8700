import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Session } from '../../hall/domain/hallApi.ts';
import { directionOf, type Language, languages } from '../../hall/domain/language.ts';
import { LanguageContext, text, type TextKey, useText } from './i18n.ts';
import type { Speak } from './LanguageSwitch.tsx';
import { NewPin } from './NewPin.tsx';
import { SignIn } from './SignIn.tsx';
import type { StaffStore } from './staffSession.ts';

const languageKey = 'staff.language';

function readLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  return languages.find(language => language === kept) ?? 'zh';
}

/**
 * A page for signed-in staff: sets language, direction and title of the document, asks for account and PIN (and for a new
 * PIN the first time), then draws `children` for the session.
 */
export function StaffPage({
  store,
  title,
  children,
}: {
  store: StaffStore;
  title: TextKey;
  children: (signedIn: { session: Session; speak: Speak }) => ReactNode;
}) {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.title = text(language, title);
    localStorage.setItem(languageKey, language);
  }, [language, title]);
  return (
    <LanguageContext value={language}>
      <Step store={store} title={title} speak={setLanguage}>
        {children}
      </Step>
    </LanguageContext>
  );
}

function Step({
  store,
  title,
  speak,
  children,
}: {
  store: StaffStore;
  title: TextKey;
  speak: Speak;
  children: (signedIn: { session: Session; speak: Speak }) => ReactNode;
}) {
  const { t } = useText();
  const state = useSyncExternalStore(store.subscribe, store.state);
  const page = { name: t(title), speak };
  switch (state.at) {
    case 'signIn':
      return <SignIn {...page} {...state} signIn={(account, pin) => void store.signIn(account, pin)} />;
    case 'newPin':
      return (
        <NewPin
          {...page}
          {...state}
          changePin={(newPin, repeated) => void store.changePin(newPin, repeated)}
          leave={() => void store.signOut()}
        />
      );
    default:
      return children({ session: state.session, speak });
  }
}
