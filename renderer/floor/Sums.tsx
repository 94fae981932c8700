import type { FloorSums } from '../../hall/domain/floorApi.ts';
import { ticketSets } from '../../hall/domain/staffWords.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { Wish } from './floorAct.ts';
import { Minutes } from './Minutes.tsx';
import css from './Sums.module.css';

/** Today's figures of the hall; each opens its tickets. */
export function Sums({ sums, wish }: { sums: FloorSums; wish: Wish }) {
  const { t } = useText();
  return (
    <section className={css.row} aria-label={t('floor.sums')}>
      {ticketSets.map(set => (
        <TouchButton
          key={set}
          kind="quiet"
          className={css.sum}
          onPress={() => wish({ is: 'tickets', set, queue: null, counter: null })}
        >
          <span className={css.value}>
            <Num>{sums[set]}</Num>
          </span>
          <span className={css.name}>{t(`floor.sum.${set}`)}</span>
        </TouchButton>
      ))}
      <TouchButton
        kind="quiet"
        className={css.sum}
        onPress={() => wish({ is: 'tickets', set: 'issued', queue: null, counter: null })}
      >
        <span className={css.value}>
          <Minutes ms={sums.averageWaitMs} />
        </span>
        <span className={css.name}>{t('floor.averageWait')}</span>
      </TouchButton>
      <TouchButton
        kind="quiet"
        className={css.sum}
        onPress={() => wish({ is: 'tickets', set: 'served', queue: null, counter: null })}
      >
        <span className={css.value}>
          <Minutes ms={sums.averageServiceMs} />
        </span>
        <span className={css.name}>{t('floor.averageService')}</span>
      </TouchButton>
    </section>
  );
}
