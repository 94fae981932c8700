import { useEffect, useState, useSyncExternalStore } from 'react';
import { directionOf } from '../../hall/domain/language.ts';
import { LanguageContext, text, useText } from '../ui/i18n.ts';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import { NewPin } from '../ui/NewPin.tsx';
import { SignIn } from '../ui/SignIn.tsx';
import { ChooseCounter } from './ChooseCounter.tsx';
import { Console } from './Console.tsx';
import type { CounterStore } from './counterStore.ts';
import { keepLanguage, readLanguage } from './savedSession.ts';

/** The clerk's page: sign in, choose a counter, work at it. */
export function Counter({ store }: { store: CounterStore }) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const [language, setLanguage] = useState(readLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.title = text(language, 'counter.title');
    keepLanguage(language);
  }, [language]);

  return (
    <LanguageContext value={language}>
      <Step state={state} store={store} speak={setLanguage} />
    </LanguageContext>
  );
}

function Step({
  state,
  store,
  speak,
}: {
  state: ReturnType<CounterStore['state']>;
  store: CounterStore;
  speak: Speak;
}) {
  const { t } = useText();
  const page = { name: t('counter.title'), speak };
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
    case 'choose':
      return <ChooseCounter session={state.session} store={store} speak={speak} />;
    default: {
      const live = store.live();
      return live === null ? null : <Console key={state.counter} {...{ state, store, live, speak }} />;
    }
  }
}
