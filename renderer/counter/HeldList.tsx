import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TicketNo } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CounterStore } from './counterStore.ts';
import css from './HeldList.module.css';
import { holdReasonText } from './holdReasonText.ts';

/** Numbers set aside here, each with the way back to the counter. */
export function HeldList({ held, store }: { held: readonly CounterTicket[]; store: CounterStore }) {
  const { t } = useText();
  if (held.length === 0) return null;
  return (
    <section className={css.panel} aria-label={t('counter.held')} data-held>
      <h2 className={css.title}>{t('counter.held')}</h2>
      <ul className={css.list}>
        {held.map(({ ticket, label, why, remark }) => {
          const reason: TextKey | null = holdReasonText(why);
          return (
            <li key={ticket} className={css.row}>
              <span className={css.label}>
                <TicketNo>{label}</TicketNo>
              </span>
              <span>
                {reason !== null && t(reason)}
                {remark !== null && remark !== '' && <bdi> · {remark}</bdi>}
              </span>
              <TouchButton
                className={css.back}
                isDisabled={!store.can('resume')}
                onPress={() => void store.command('resume', { ticket })}
              >
                {t('counter.takeBack')}
              </TouchButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
