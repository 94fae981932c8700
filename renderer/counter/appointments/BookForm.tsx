import { type SyntheticEvent, useState } from 'react';
import type { BookedAppointment } from '../../../hall/domain/appointmentApi.ts';
import type { CounterEntries } from '../../../hall/domain/liveEntries.ts';
import { isIdNumber } from '../../../hall/domain/idNumber.ts';
import type { AppointmentId, QueueId } from '../../../hall/domain/ids.ts';
import { spacedCode } from '../../../hall/domain/spacedCode.ts';
import { failureText, type PageFailureCode } from '../../ui/failureText.ts';
import { formatDate } from '../../ui/formatDate.ts';
import { useText } from '../../ui/i18n.ts';
import { Num, Time } from '../../ui/Isolated.tsx';
import { newRequestId } from '../../ui/newRequestId.ts';
import { Problem } from '../../ui/Problem.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import css from './Appointments.module.css';
import { book } from './appointmentsApi.ts';
import { SlotSelect } from './SlotSelect.tsx';

/** The request becomes the appointment. */
const appointmentOf = (request: string) => request as AppointmentId;

/** Books for somebody who stands or telephones here. Name and number are optional; what is kept of them says the hint. */
export function BookForm({ token, queues }: { token: string; queues: CounterEntries['targets'] }) {
  const { t, language } = useText();
  const [queue, setQueue] = useState<QueueId | null>(queues[0]?.id ?? null);
  const [startsAt, setStartsAt] = useState<number | null>(null);
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [failure, setFailure] = useState<PageFailureCode | null>(null);
  const [booked, setBooked] = useState<BookedAppointment | null>(null);
  const [request, setRequest] = useState(newRequestId);
  const number = idNumber.trim().toUpperCase();
  const isNumberWrong = number !== '' && !isIdNumber(number);

  async function send(): Promise<void> {
    if (queue === null || startsAt === null || isNumberWrong) return;
    const answer = await book(token, {
      requestId: appointmentOf(request),
      queue,
      startsAt,
      name: name.trim() === '' ? null : name.trim(),
      idNumber: number === '' ? null : number,
    });
    setFailure(answer.ok ? null : answer.failure.code);
    // Nobody has answered: the same request again books once. Any answer ends it.
    if (answer.ok || answer.failure.code !== 'unreachable') setRequest(newRequestId());
    if (!answer.ok) return;
    setBooked(answer.value);
    setStartsAt(null);
    setName('');
    setIdNumber('');
  }

  return (
    <form className={css.form} onSubmit={(event: SyntheticEvent) => event.preventDefault()}>
      {booked !== null && (
        <p className={css.done} role="status">
          {t('booking.booked')} <strong>{formatDate(booked.startsAt, language)}</strong>{' '}
          <strong>
            <Time at={booked.startsAt} />
          </strong>
          {'  '}
          {t('booking.code')}{' '}
          <strong className={css.bookedCode}>
            <Num>{spacedCode(booked.code)}</Num>
          </strong>
        </p>
      )}
      {failure !== null && <Problem>{t(failureText(failure))}</Problem>}
      <label className={css.field}>
        {t('booking.service')}
        <select
          className={css.input}
          value={queue ?? ''}
          onChange={event => {
            setQueue(event.currentTarget.value as QueueId);
            setStartsAt(null);
          }}
        >
          {queues.map(({ id, name: words }) => (
            <option key={id} value={id}>
              {words[language] ?? words.zh}
            </option>
          ))}
        </select>
      </label>
      {queue !== null && (
        <SlotSelect
          key={`${queue} ${booked?.appointment ?? ''}`}
          token={token}
          queue={queue}
          value={startsAt}
          onChange={setStartsAt}
        />
      )}
      <div className={css.pair}>
        <label className={css.field}>
          {t('booking.name')}
          <input className={css.input} value={name} maxLength={60} onChange={e => setName(e.currentTarget.value)} />
        </label>
        <label className={css.field}>
          {t('booking.idNumber')}
          <input
            className={css.input}
            dir="ltr"
            value={idNumber}
            maxLength={18}
            aria-invalid={isNumberWrong}
            onChange={e => setIdNumber(e.currentTarget.value)}
          />
        </label>
      </div>
      <p className={css.quiet}>{t(isNumberWrong ? 'booking.wrongNumber' : 'booking.kept')}</p>
      <TouchButton kind="primary" isDisabled={startsAt === null || isNumberWrong} onPress={() => void send()}>
        {t('booking.send')}
      </TouchButton>
    </form>
  );
}
