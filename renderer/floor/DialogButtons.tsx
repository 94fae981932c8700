import { type TextKey, useText } from '../ui/i18n.ts';
import { Problem } from '../ui/Problem.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './DialogButtons.module.css';

/** The foot of a dialog: what went wrong, do it, or go back. */
export function DialogButtons({
  problem,
  isReady,
  confirm,
  close,
}: {
  problem: TextKey | null;
  isReady: boolean;
  confirm: () => void;
  close: () => void;
}) {
  const { t } = useText();
  return (
    <>
      {problem !== null && <Problem>{t(problem)}</Problem>}
      <div className={css.buttons}>
        <TouchButton kind="primary" isDisabled={!isReady} onPress={confirm}>
          {t('floor.act.confirm')}
        </TouchButton>
        <TouchButton kind="quiet" onPress={close}>
          {t('floor.act.cancel')}
        </TouchButton>
      </div>
    </>
  );
}
