import { FileWarning } from 'lucide-react';
import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import css from './PrintMark.module.css';

/** Says that this person may hold no paper: the clerk then asks for the number or the photo of it. */
export function PrintMark({ print }: Pick<CounterTicket, 'print'>) {
  const { t } = useText();
  if (print === null || print === 'printed') return null;
  return (
    <span className={css.mark}>
      <FileWarning size={18} aria-hidden />
      {t(print === 'failed' ? 'counter.notPrinted' : 'counter.printUncertain')}
    </span>
  );
}
