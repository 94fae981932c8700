import { useEffect } from 'react';
import { useText } from '../ui/i18n.ts';
import { TicketNo } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CounterStore } from './counterStore.ts';
import type { Undo } from './pageState.ts';
import css from './UndoToast.module.css';

/** The last call or no-show can be taken back for a few seconds, instead of a question before each of them. */
export function UndoToast({ undo, store }: { undo: Undo; store: CounterStore }) {
  const { t } = useText();
  const { verb, label, untilMs } = undo;
  useEffect(() => {
    const timer = setTimeout(store.forgetUndo, Math.max(0, untilMs - performance.now()));
    return () => clearTimeout(timer);
  }, [store, untilMs]);
  return (
    <div className={css.toast} role="status">
      {verb === 'undo-no-show' && (
        <span>
          <Say k="counter.missed" values={{ label: <TicketNo>{label}</TicketNo> }} />
        </span>
      )}
      <TouchButton className={css.undo} isDisabled={!store.can(verb)} onPress={() => void store.command(verb)}>
        {t(verb === 'withdraw' ? 'counter.withdraw' : 'counter.undoNoShow')}
      </TouchButton>
    </div>
  );
}
