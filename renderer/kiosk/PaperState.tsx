import { CircleAlert, CircleCheck, Printer } from 'lucide-react';
import { type TextKey, useText } from '../ui/i18n.ts';
import css from './PaperState.module.css';
import { isUnderWay, type PrintAt } from './printView.ts';

/** What happened to the paper, in words and with a sign, and what to do now. */
export function PaperState({ print, reason, withCard }: { print: PrintAt; reason: string | null; withCard: boolean }) {
  const { t } = useText();
  const Sign = isUnderWay(print) ? Printer : print === 'printed' ? CircleCheck : CircleAlert;
  return (
    <div className={css.state} data-print={print} role="status">
      <p className={css.headline}>
        <Sign className={css.sign} size="1.3em" aria-hidden />
        <span>{t(headline(print, reason))}</span>
      </p>
      {print === 'uncertain' && <p>{t('notPrinted.uncertainHint')}</p>}
      {(print === 'failed' || print === 'late') && <p>{t('notPrinted.hint')}</p>}
      {print === 'printed' && withCard && <p>{t('issued.takeCard')}</p>}
    </div>
  );
}

function headline(print: PrintAt, reason: string | null): TextKey {
  if (isUnderWay(print)) return 'issued.printing';
  if (print === 'printed') return 'issued.printed';
  if (print === 'uncertain') return 'notPrinted.uncertain';
  if (print === 'late') return 'notPrinted.late';
  return reason !== null && /paper.?out|no.?paper/.test(reason) ? 'notPrinted.paperOut' : 'notPrinted.failed';
}
