import type { TakenTicket } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './TakenMatters.module.css';

/** What else the number is for, and the class it has. Nothing at all for one matter without a class. */
export function TakenMatters({ taken }: { taken: TakenTicket }) {
  const { t } = useText();
  const { also, className } = taken;
  if (also.length === 0 && className === null) return null;
  return (
    <div className={css.matters}>
      {className !== null && (
        <p className={css.class}>
          <Say k="issued.class" values={{ name: <TextOf text={className} /> }} />
        </p>
      )}
      {also.length > 0 && <p>{t('issued.also')}</p>}
      {also.length > 0 && (
        <ol className={css.list} start={2}>
          {also.map(({ queue, name, counters }) => (
            <li key={queue} className={css.matter}>
              <span>
                <TextOf text={name} />
              </span>
              {counters.length > 0 && (
                <span className={css.where}>
                  {t('issued.counters')} <Num>{counters.join(', ')}</Num>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
