import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { KioskBooked } from '../../hall/domain/kioskAppointments.ts';
import { spacedCode } from '../../hall/domain/spacedCode.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { QrCode } from '../ui/QrCode.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Appointment.module.css';
import { AppointmentWhen } from './AppointmentWhen.tsx';
import { Frame } from './Frame.tsx';
import { HelpLine } from './HelpLine.tsx';
import type { KioskActions } from './kioskActions.ts';

/** The appointment is kept at the hub. Paper may follow; the code on this screen is enough. */
export function BookedScreen({
  live,
  actions,
  booked,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  booked: KioskBooked;
}) {
  const { t } = useText();
  const { own, paper } = booked;
  return (
    <Frame live={live} actions={actions} title={t('appointment.booked')} bars="home">
      <AppointmentWhen own={own} />
      <p className={css.codeName}>{t('appointment.code')}</p>
      <p className={css.code}>
        <Num>{spacedCode(own.code)}</Num>
      </p>
      <QrCode className={css.qr ?? ''} content={own.code} label={t('appointment.code')} />
      <p>{t('appointment.bookedHint')}</p>
      {paper && <p className={css.quiet}>{t('appointment.slip')}</p>}
      <TouchButton kind="primary" className={css.submit} onPress={actions.finish}>
        {t('app.done')}
      </TouchButton>
      <HelpLine live={live} />
    </Frame>
  );
}
