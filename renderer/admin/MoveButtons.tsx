import { ArrowDown, ArrowUp } from 'lucide-react';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './sections/sections.module.css';

/** Moves an entry of a list; the order is the one kiosks and counters show. */
export function MoveButtons({ at, count, move }: { at: number; count: number; move: (step: -1 | 1) => void }) {
  const { t } = useText();
  return (
    <span className={css.tools}>
      <TouchButton
        kind="quiet"
        className={css.small}
        label={t('admin.up')}
        isDisabled={at === 0}
        repeatGuardMs={0}
        onPress={() => move(-1)}
      >
        <ArrowUp size={18} aria-hidden />
      </TouchButton>
      <TouchButton
        kind="quiet"
        className={css.small}
        label={t('admin.down')}
        isDisabled={at === count - 1}
        repeatGuardMs={0}
        onPress={() => move(1)}
      >
        <ArrowDown size={18} aria-hidden />
      </TouchButton>
    </span>
  );
}
