import { CircleAlert, IdCard } from 'lucide-react';
import type { VisitEntry } from '../../hall/domain/hallApi.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Overlay } from './Overlay.tsx';
import css from './Overlay.module.css';
import type { KioskActions } from './kioskActions.ts';

/** What is said for a code of the reader: what happened and what to do. */
function wordsFor(code: string): { title: TextKey; hint: TextKey } {
  if (code === 'wrong-card') return { title: 'card.wrongCard', hint: 'card.wrongCardHint' };
  if (code === 'several-cards') return { title: 'card.several', hint: 'card.severalHint' };
  return { title: 'card.unreadable', hint: 'card.unreadableHint' };
}

/** The card is being read, or could not be: lies over any screen, and going on without a card is always offered. */
export function CardOverlay({
  overlay,
  visit,
  actions,
}: {
  overlay: 'reading' | 'unreadable' | null;
  visit: VisitEntry;
  actions: KioskActions;
}) {
  const { t } = useText();
  if (overlay === null) return null;
  const words =
    visit.at === 'unreadable' ? wordsFor(visit.code) : ({ title: 'card.reading', hint: 'card.hold' } as const);
  const Sign = overlay === 'reading' ? IdCard : CircleAlert;
  return (
    <Overlay label={t(words.title)} onDismiss={actions.closeOverlay}>
      <Sign
        className={css.sign}
        aria-hidden
        strokeWidth={1.5}
        color={overlay === 'reading' ? 'var(--primary)' : 'var(--error)'}
      />
      <div role="status">
        <h2>{t(words.title)}</h2>
        <p>{t(words.hint)}</p>
      </div>
      <TouchButton
        className={css.answer}
        kind={overlay === 'reading' ? 'plain' : 'primary'}
        onPress={actions.openChoose}
      >
        {t('choose.withoutCard')}
      </TouchButton>
    </Overlay>
  );
}
