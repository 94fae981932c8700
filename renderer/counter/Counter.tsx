import { useEffect, useState, useSyncExternalStore } from 'react';
import { directionOf, type Language } from '../../hall/domain/language.ts';
import { LanguageContext, text } from '../ui/i18n.ts';
import { ChooseCounter } from './ChooseCounter.tsx';
import { Console } from './Console.tsx';
import type { CounterStore } from './counterStore.ts';
import { NewPin } from './NewPin.tsx';
import { keepLanguage, readLanguage } from './savedSession.ts';
import { SignIn } from './SignIn.tsx';

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

export type Speak = (language: Language) => void;

function Step({
  state,
  store,
  speak,
}: {
  state: ReturnType<CounterStore['state']>;
  store: CounterStore;
  speak: Speak;
}) {
  switch (state.at) {
    case 'signIn':
      return <SignIn state={state} store={store} speak={speak} />;
    case 'newPin':
      return <NewPin state={state} store={store} speak={speak} />;
    case 'choose':
      return <ChooseCounter session={state.session} store={store} speak={speak} />;
    default: {
      const live = store.live();
      return live === null ? null : <Console key={state.counter} {...{ state, store, live, speak }} />;
    }
  }
}
