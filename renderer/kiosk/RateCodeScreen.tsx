import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { failureText, type PageFailureCode } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { useLiveEntry } from '../ui/useLive.ts';
import { DigitPad } from './DigitPad.tsx';
import { Frame } from './Frame.tsx';
import { codeLength } from './kioskState.ts';
import css from './RateCodeScreen.module.css';
import type { KioskActions } from './kioskActions.ts';

/** The six digits of the slip, or the card. */
export function RateCodeScreen({
  live,
  actions,
  digits: entered,
  looking,
  failure,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  digits: string;
  looking: boolean;
  failure: PageFailureCode | null;
}) {
  const { t } = useText();
  const hasReader = useLiveEntry(live, 'reader')?.at !== 'absent';
  const lead = (
    <>
      {hasReader && <p>{t('rate.orCard')}</p>}
      <p className={css.code} dir="ltr" aria-label={t('rate.entered', { n: entered.length })} role="status">
        {Array.from({ length: codeLength }, (_, place) => (
          <span key={`place${place}`} className={css.place} data-filled={place < entered.length}>
            {entered[place] === undefined ? '' : <Num>{entered[place]}</Num>}
          </span>
        ))}
      </p>
      {failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(failure))}
        </p>
      )}
    </>
  );
  return (
    <Frame live={live} actions={actions} title={t('rate.enterCode')} lead={lead}>
      <DigitPad
        isBusy={looking}
        onType={actions.typeDigit}
        onErase={actions.eraseDigit}
        onClear={actions.clearDigits}
      />
    </Frame>
  );
}
