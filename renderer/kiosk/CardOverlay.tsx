import { CircleAlert, IdCard } from 'lucide-react';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CardMessage } from './kioskState.ts';
import { Overlay } from './Overlay.tsx';
import css from './Overlay.module.css';
import type { KioskActions } from './kioskActions.ts';

type Words = { title: TextKey; hint: TextKey };

/** What happened and what to do. */
function wordsFor(message: CardMessage): Words {
  if (message.at === 'reading') return { title: 'card.reading', hint: 'card.hold' };
  if (message.code === 'wrong-card') return { title: 'card.wrongCard', hint: 'card.wrongCardHint' };
  if (message.code === 'reader-lost') return { title: 'card.unreadable', hint: 'card.readerOut' };
  return { title: 'card.unreadable', hint: 'card.unreadableHint' };
}

/** The card is being read, or could not be: lies over any screen, and going on without a card is always offered. */
export function CardOverlay({ overlay, actions }: { overlay: CardMessage | null; actions: KioskActions }) {
  const { t } = useText();
  if (overlay === null) return null;
  const words = wordsFor(overlay);
  const isReading = overlay.at === 'reading';
  const Sign = isReading ? IdCard : CircleAlert;
  return (
    <Overlay label={t(words.title)} onDismiss={actions.closeOverlay}>
      <Sign className={css.sign} aria-hidden strokeWidth={1.5} color={isReading ? 'var(--primary)' : 'var(--error)'} />
      <div role="status">
        <h2>{t(words.title)}</h2>
        <p>{t(words.hint)}</p>
      </div>
      <TouchButton className={css.answer} kind={isReading ? 'plain' : 'primary'} onPress={actions.openChoose}>
        {t('choose.withoutCard')}
      </TouchButton>
      {!isReading && (
        <TouchButton kind="quiet" onPress={actions.closeOverlay}>
          {t('app.close')}
        </TouchButton>
      )}
    </Overlay>
  );
}
