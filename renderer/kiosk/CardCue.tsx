import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './CardCue.module.css';

/**
 * "Lay your card here": large, permanent and still – an endless animation costs ten times the processor of a clock. A dead
 * reader is said in the same place; a kiosk without one says nothing of cards.
 */
export function CardCue({ live }: { live: LiveStream<KioskEntries> }) {
  const { t } = useText();
  const reader = useLiveEntry(live, 'reader');
  if (reader?.at === 'absent') return null;
  const works = reader === null || reader.at === 'ready' || reader.at === 'connecting';
  return (
    <div className={css.cue}>
      <svg className={css.drawing} viewBox="0 0 320 220" aria-hidden data-off={!works}>
        <rect x="10" y="150" width="300" height="60" rx="14" fill="#dce6f3" stroke="#0b4ea2" strokeWidth="5" />
        <path d="M50 180h220" stroke="#0b4ea2" strokeWidth="5" strokeDasharray="4 14" strokeLinecap="round" />
        {works && (
          <>
            <rect x="70" y="14" width="180" height="104" rx="12" fill="#ffffff" stroke="#14202e" strokeWidth="5" />
            <circle cx="112" cy="54" r="16" fill="#76828f" />
            <path d="M84 98c4-20 52-20 56 0z" fill="#76828f" />
            <path d="M162 46h66M162 66h66M162 86h44" stroke="#76828f" strokeWidth="7" strokeLinecap="round" />
            <path
              d="M160 124v20m-14-12 14 14 14-14"
              fill="none"
              stroke="#0b4ea2"
              strokeWidth="7"
              strokeLinecap="round"
            />
          </>
        )}
      </svg>
      <p className={css.words}>
        <strong>{works ? t('home.cardCue') : t('card.readerOut')}</strong>
        {works && <span>{t('home.noCardToo')}</span>}
      </p>
    </div>
  );
}
