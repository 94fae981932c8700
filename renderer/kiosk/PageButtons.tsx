import { ChevronDown, ChevronUp } from 'lucide-react';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './PageButtons.module.css';

/** Turns pages of a list by big buttons: nobody has to scroll. Nothing at all when everything fits. */
export function PageButtons({ page, pages, onTurn }: { page: number; pages: number; onTurn: (page: number) => void }) {
  const { t } = useText();
  if (pages < 2) return null;
  return (
    <div className={css.pages}>
      <TouchButton kind="quiet" className={css.turn} isDisabled={page === 0} onPress={() => onTurn(page - 1)}>
        <ChevronUp size="1.2em" aria-hidden />
        {t('app.previousPage')}
      </TouchButton>
      <span className={css.where}>
        <Say k="app.page" values={{ n: <Num>{page + 1}</Num>, total: <Num>{pages}</Num> }} />
      </span>
      <TouchButton kind="quiet" className={css.turn} isDisabled={page === pages - 1} onPress={() => onTurn(page + 1)}>
        <ChevronDown size="1.2em" aria-hidden />
        {t('app.nextPage')}
      </TouchButton>
    </div>
  );
}
