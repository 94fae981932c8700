import type { OwnAppointment } from '../../hall/domain/kioskAppointments.ts';
import { formatDate } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Time } from '../ui/Isolated.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './Appointment.module.css';

/** Day, time and service of an appointment. */
export function AppointmentWhen({ own }: { own: OwnAppointment }) {
  const { language } = useText();
  return (
    <div className={css.when}>
      <strong>
        <bdi>{formatDate(own.startsAt, language)}</bdi>
      </strong>
      <strong className={css.time}>
        <Time at={own.startsAt} />
      </strong>
      <span>
        <TextOf text={own.queueName} />
      </span>
    </div>
  );
}
