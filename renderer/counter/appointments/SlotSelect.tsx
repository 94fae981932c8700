import { useEffect, useState } from 'react';
import type { AppointmentCalendar } from '../../../hall/domain/appointmentApi.ts';
import { beijingTime } from '../../../hall/domain/beijingTime.ts';
import type { QueueId } from '../../../hall/domain/ids.ts';
import { failureText, type PageFailureCode } from '../../ui/failureText.ts';
import { formatDate } from '../../ui/formatDate.ts';
import { useText } from '../../ui/i18n.ts';
import { Problem } from '../../ui/Problem.tsx';
import css from './Appointments.module.css';
import { calendarOf } from './appointmentsApi.ts';

/** Day and time of a queue's calendar; only what is free can be chosen. A new `key` loads the calendar again. */
export function SlotSelect({
  token,
  queue,
  value,
  onChange,
}: {
  token: string;
  queue: QueueId;
  value: number | null;
  onChange: (startsAt: number | null) => void;
}) {
  const { t, language } = useText();
  const [calendar, setCalendar] = useState<AppointmentCalendar | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [failure, setFailure] = useState<PageFailureCode | null>(null);
  useEffect(() => {
    let isWanted = true;
    async function load(): Promise<void> {
      const answer = await calendarOf(token, queue);
      if (!isWanted) return;
      setFailure(answer.ok ? null : answer.failure.code);
      if (answer.ok) setCalendar(answer.value);
    }
    void load();
    return () => {
      isWanted = false;
    };
  }, [token, queue]);

  const days = calendar?.days ?? [];
  const chosen = days.find(one => one.day === day) ?? days[0] ?? null;
  return (
    <>
      {failure !== null && <Problem>{t(failureText(failure))}</Problem>}
      <label className={css.field}>
        {t('booking.day')}
        <select
          className={css.input}
          value={chosen?.day ?? ''}
          onChange={event => {
            setDay(event.currentTarget.value);
            onChange(null);
          }}
        >
          {days.map(one => (
            <option key={one.day} value={one.day}>
              {formatDate(Date.parse(`${one.day}T12:00:00+08:00`), language)}
            </option>
          ))}
        </select>
      </label>
      <div className={css.slots} role="group" aria-label={t('booking.time')}>
        {(chosen?.slots ?? []).map(({ startsAt, free }) => (
          <button
            key={startsAt}
            type="button"
            className={css.slot}
            disabled={free === 0}
            aria-pressed={value === startsAt}
            onClick={() => onChange(startsAt)}
          >
            <bdi dir="ltr">{beijingTime(startsAt)}</bdi>
            <small>{free === 0 ? t('appointment.full') : t('appointment.free', { n: free, count: free })}</small>
          </button>
        ))}
      </div>
      {calendar !== null && days.length === 0 && <p>{t('booking.noDays')}</p>}
    </>
  );
}
