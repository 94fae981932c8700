import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { Phone } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './Appointment.module.css';

/** The telephone for questions about appointments (S24); nothing when the hall names none. */
export function HelpLine({ live }: { live: LiveStream<KioskEntries> }) {
  const phone = useLiveEntry(live, 'appointments')?.helpLine ?? null;
  if (phone === null) return null;
  return (
    <p className={css.helpLine}>
      <Say k="appointment.helpLine" values={{ phone: <Phone>{phone}</Phone> }} />
    </p>
  );
}
