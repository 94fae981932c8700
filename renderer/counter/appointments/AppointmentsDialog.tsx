import { useEffect, useRef, useState } from 'react';
import type { AppointmentEntry } from '../../../hall/domain/appointmentApi.ts';
import type { CounterEntries } from '../../../hall/domain/liveEntries.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import css from './Appointments.module.css';
import { BookForm } from './BookForm.tsx';
import { DayList } from './DayList.tsx';
import { ImportForm } from './ImportForm.tsx';
import { MoveForm } from './MoveForm.tsx';

type Sight = { at: 'list' | 'book' | 'import' } | { at: 'move'; entry: AppointmentEntry };
const sights = ['list', 'book', 'import'] as const;

/** Appointments at a counter: the day's list, booking for a citizen, moving, cancelling, lists from elsewhere. Escape leaves. */
export function AppointmentsDialog({
  token,
  queues,
  close,
}: {
  token: string;
  queues: CounterEntries['targets'];
  close: () => void;
}) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [sight, setSight] = useState<Sight>({ at: 'list' });
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={t('booking.title')} onClose={close}>
      <header className={css.head}>
        <h2 className={css.title}>{t('booking.title')}</h2>
        {sights.map(at => (
          <TouchButton
            key={at}
            kind="quiet"
            className={css.tab}
            isPressedDown={sight.at === at}
            onPress={() => setSight({ at })}
          >
            {t(`booking.${at}`)}
          </TouchButton>
        ))}
        <TouchButton kind="quiet" className={css.tab} onPress={() => dialog.current?.close()}>
          {t('app.close')}
        </TouchButton>
      </header>
      {sight.at === 'list' && <DayList token={token} queues={queues} move={entry => setSight({ at: 'move', entry })} />}
      {sight.at === 'book' && <BookForm token={token} queues={queues} />}
      {sight.at === 'import' && <ImportForm token={token} />}
      {sight.at === 'move' && (
        <MoveForm token={token} queues={queues} entry={sight.entry} done={() => setSight({ at: 'list' })} />
      )}
    </dialog>
  );
}
