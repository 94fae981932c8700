import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Time } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './Appointment.module.css';
import type { KioskActions } from './kioskActions.ts';

/** Today's appointments of the card on the reader come before the services: one touch checks in. */
export function OwnAppointments({ live, actions }: { live: LiveStream<KioskEntries>; actions: KioskActions }) {
  const { t } = useText();
  const mine = useLiveEntry(live, 'appointments')?.mine ?? [];
  if (mine.length === 0) return null;
  return (
    <div className={css.mine}>
      {mine.map(own => (
        <TouchButton
          key={own.appointment}
          kind="primary"
          className={css.own}
          onPress={() => actions.appointment.checkInOwn(own.appointment)}
        >
          <strong>{t('appointment.checkIn')}</strong>
          <span>
            <Say
              k="appointment.mine"
              values={{ time: <Time at={own.startsAt} />, name: <TextOf text={own.queueName} /> }}
            />
          </span>
        </TouchButton>
      ))}
    </div>
  );
}
