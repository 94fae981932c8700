import { Delete } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { failureText, type PageFailureCode } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import { Frame } from './Frame.tsx';
import { codeLength } from './kioskState.ts';
import css from './RateCodeScreen.module.css';
import type { KioskActions } from './kioskActions.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** Fast typing of the same digit is meant; only a bounce of the finger is not. */
const keyGuardMs = 120;

/** The six digits of the slip, on a pad that is the same in every language. */
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
  const key = (digit: string) => (
    <TouchButton key={digit} className={css.key} repeatGuardMs={keyGuardMs} onPress={() => actions.typeDigit(digit)}>
      {digit}
    </TouchButton>
  );
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
      <div className={css.pad} dir="ltr" aria-busy={looking}>
        {digits.map(key)}
        <TouchButton kind="quiet" className={css.key} onPress={actions.clearDigits}>
          <bdi>{t('rate.clear')}</bdi>
        </TouchButton>
        {key('0')}
        <TouchButton
          kind="quiet"
          className={css.key}
          label={t('rate.erase')}
          repeatGuardMs={keyGuardMs}
          onPress={actions.eraseDigit}
        >
          <Delete size="1.4em" aria-hidden />
        </TouchButton>
      </div>
    </Frame>
  );
}
