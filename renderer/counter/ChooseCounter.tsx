import type { Session } from '../../hall/domain/hallApi.ts';
import { Gate } from '../ui/Gate.tsx';
import css from '../ui/Gate.module.css';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CounterStore } from './counterStore.ts';

/** One button for each counter of the hall. */
export function ChooseCounter({ session, store, speak }: { session: Session; store: CounterStore; speak: Speak }) {
  const { t } = useText();
  const counters = [...session.counters].sort((a, b) => a.number - b.number);
  return (
    <Gate name={t('counter.title')} title={t('counter.chooseCounter')} speak={speak}>
      {counters.length === 0 && <p>{t('counter.noCounters')}</p>}
      <div className={css.counters}>
        {counters.map(({ id, number }) => (
          <TouchButton key={id} className={css.counter} onPress={() => store.choose(id)}>
            <span>
              <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />
            </span>
          </TouchButton>
        ))}
      </div>
      <TouchButton kind="quiet" onPress={() => void store.signOut()}>
        {t('counter.signOut')}
      </TouchButton>
    </Gate>
  );
}
