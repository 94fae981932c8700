import { CircleCheck } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { AppointmentAnswer } from './AppointmentAnswer.tsx';
import { AppointmentCodeScreen } from './AppointmentCodeScreen.tsx';
import type { AppointmentStep } from './appointmentStep.ts';
import { BookedScreen } from './BookedScreen.tsx';
import { ChooseAppointmentQueue } from './ChooseAppointmentQueue.tsx';
import { ChooseSlot } from './ChooseSlot.tsx';
import type { KioskActions } from './kioskActions.ts';
import { Notice } from './Notice.tsx';

/** Draws where somebody stands who came for an appointment. */
export function AppointmentScreen({
  live,
  actions,
  step,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  step: AppointmentStep;
}) {
  const { t } = useText();
  const around = { live, actions };
  switch (step.at) {
    case 'code':
      return <AppointmentCodeScreen {...around} step={step} />;
    case 'answer':
      return <AppointmentAnswer {...around} step={step} />;
    case 'queues':
      return <ChooseAppointmentQueue {...around} />;
    case 'calendar':
      return <ChooseSlot {...around} step={step} />;
    case 'booked':
      return <BookedScreen {...around} booked={step.booked} />;
    case 'cancelled':
      return (
        <Notice
          {...around}
          bars="home"
          title={t('appointment.cancelDone')}
          sign={<CircleCheck aria-hidden color="var(--success)" />}
        >
          {null}
        </Notice>
      );
  }
}
