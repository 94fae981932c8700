import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { failureText, type PageFailureCode } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { FloorRoutes } from './floorRoutes.ts';
import css from './UndoBar.module.css';
import type { UndoStore } from './undoStore.ts';

/** What was just done, and the way back. */
export function UndoBar({ undo, routes }: { undo: UndoStore; routes: FloorRoutes }) {
  const { t } = useText();
  const last = useSyncExternalStore(undo.subscribe, undo.last);
  const [problem, setProblem] = useState<PageFailureCode | null>(null);
  const takeBack = useCallback(async () => {
    const id = undo.last()?.undo ?? null;
    if (id === null) return;
    const answer = await routes.undo(id);
    if (answer.ok) undo.did({ say: 'undone', where: null }, answer.value);
    else {
      undo.forget();
      setProblem(answer.failure.code);
    }
  }, [routes, undo]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, select, dialog') !== null;
      if (event.key.toLowerCase() === 'u' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey)
        void takeBack();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [takeBack]);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(() => setProblem(null), 6000);
    return () => clearTimeout(timer);
  }, [problem]);
  if (last === null && problem === null) return null;
  return (
    <div className={css.bar} role="status">
      {problem !== null && last === null && (
        <span>{t(problem === 'undo_expired' ? 'floor.did.tooLate' : failureText(problem))}</span>
      )}
      {last?.say === 'undone' && <span>{t('floor.did.undone')}</span>}
      {last?.say === 'moved' && (
        <span>
          <Say k="floor.did.moved" count={last.moved} values={{ n: <Num>{last.moved}</Num> }} />
        </span>
      )}
      {last?.say === 'counter' && (
        <span>
          <Say
            k="floor.did.counter"
            values={{ where: <Say k="app.counter" values={{ n: <Num>{last.where ?? ''}</Num> }} /> }}
          />
        </span>
      )}
      {last !== null && last.undo !== null && (
        <TouchButton className={css.undo} onPress={() => void takeBack()}>
          {t('floor.act.undo')}
        </TouchButton>
      )}
    </div>
  );
}
