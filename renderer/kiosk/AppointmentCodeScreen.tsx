import { useEffect } from 'react';
import { CalendarPlus } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { spacedCode } from '../../hall/domain/spacedCode.ts';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './Appointment.module.css';
import { type AppointmentStep, fewestDigits } from './appointmentStep.ts';
import { DigitPad } from './DigitPad.tsx';
import { Frame } from './Frame.tsx';
import { HelpLine } from './HelpLine.tsx';
import type { KioskActions } from './kioskActions.ts';

/** Check-in by the code of the appointment, typed or from a reader that types it, or by laying the card down. */
export function AppointmentCodeScreen({
  live,
  actions,
  step,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  step: Extract<AppointmentStep, { at: 'code' }>;
}) {
  const { t } = useText();
  const { appointment } = actions;
  const hasReader = useLiveEntry(live, 'reader')?.at !== 'absent';
  useTypedKeys(actions);
  const lead = (
    <>
      {hasReader && <p>{t('appointment.orCard')}</p>}
      <p className={css.code} role="status" aria-label={t('rate.entered', { n: step.digits.length })}>
        <Num>{spacedCode(step.digits)}</Num>
      </p>
      {step.failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(step.failure))}
        </p>
      )}
    </>
  );
  return (
    <Frame live={live} actions={actions} title={t('appointment.enterCode')} lead={lead}>
      <DigitPad
        className={css.pad}
        isBusy={step.sending !== null}
        onType={appointment.typeDigit}
        onErase={appointment.eraseDigit}
        onClear={appointment.clearDigits}
      />
      <TouchButton
        kind="primary"
        className={css.submit}
        isDisabled={step.digits.length < fewestDigits || step.sending !== null}
        onPress={appointment.submitCode}
      >
        {t('appointment.checkIn')}
      </TouchButton>
      <TouchButton className={css.other} onPress={appointment.openBooking}>
        <CalendarPlus size="1.2em" aria-hidden />
        {t('appointment.book')}
      </TouchButton>
      <HelpLine live={live} />
    </Frame>
  );
}

/** A barcode reader is a keyboard that types digits and ends with Enter. */
function useTypedKeys({ appointment }: KioskActions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) appointment.typeDigit(event.key);
      else if (event.key === 'Backspace') appointment.eraseDigit();
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) appointment.submitCode();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [appointment]);
}
