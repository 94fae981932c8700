import { useState } from 'react';
import type { AppointmentEntry } from '../../../hall/domain/appointmentApi.ts';
import type { CounterEntries } from '../../../hall/domain/liveEntries.ts';
import { spacedCode } from '../../../hall/domain/spacedCode.ts';
import { failureText, type PageFailureCode } from '../../ui/failureText.ts';
import { formatDate } from '../../ui/formatDate.ts';
import { useText } from '../../ui/i18n.ts';
import { Num, Time } from '../../ui/Isolated.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import css from './Appointments.module.css';
import { move } from './appointmentsApi.ts';
import { SlotSelect } from './SlotSelect.tsx';

/** Another time for an appointment; its code stays. */
export function MoveForm({
  token,
  queues,
  entry,
  done,
}: {
  token: string;
  queues: CounterEntries['targets'];
  entry: AppointmentEntry;
  done: () => void;
}) {
  const { t, language } = useText();
  const [startsAt, setStartsAt] = useState<number | null>(null);
  const [failure, setFailure] = useState<PageFailureCode | null>(null);
  const name = queues.find(({ id }) => id === entry.queue)?.name ?? null;

  async function send(): Promise<void> {
    if (startsAt === null) return;
    const answer = await move(token, { appointment: entry.appointment, startsAt });
    if (answer.ok) done();
    else setFailure(answer.failure.code);
  }

  return (
    <div className={css.form}>
      <p>
        {name !== null && <TextOf text={name} />} · {formatDate(entry.startsAt, language)}{' '}
        <strong>
          <Time at={entry.startsAt} />
        </strong>
        {' · '}
        <Num>{spacedCode(entry.code)}</Num>
      </p>
      {failure !== null && <Problem>{t(failureText(failure))}</Problem>}
      <SlotSelect token={token} queue={entry.queue} value={startsAt} onChange={setStartsAt} />
      <div className={css.pair}>
        <TouchButton kind="primary" isDisabled={startsAt === null} onPress={() => void send()}>
          {t('booking.moveHere')}
        </TouchButton>
        <TouchButton kind="quiet" onPress={done}>
          {t('app.back')}
        </TouchButton>
      </div>
    </div>
  );
}
