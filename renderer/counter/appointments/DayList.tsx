import { useCallback, useEffect, useState } from 'react';
import type { AppointmentEntry } from '../../../hall/domain/appointmentApi.ts';
import { beijingOffsetMs } from '../../../hall/domain/beijingTime.ts';
import type { CounterEntries } from '../../../hall/domain/liveEntries.ts';
import { spacedCode } from '../../../hall/domain/spacedCode.ts';
import { failureText, type PageFailureCode } from '../../ui/failureText.ts';
import { useText } from '../../ui/i18n.ts';
import { Num, TicketNo, Time } from '../../ui/Isolated.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import css from './Appointments.module.css';
import { cancel, dayList, saveDayList } from './appointmentsApi.ts';

const refreshMs = 10_000;
const today = () => new Date(Date.now() + beijingOffsetMs).toISOString().slice(0, 10);

/** Who is expected on a day, by time. */
export function DayList({
  token,
  queues,
  move,
}: {
  token: string;
  queues: CounterEntries['targets'];
  move: (entry: AppointmentEntry) => void;
}) {
  const { t } = useText();
  const [day, setDay] = useState(today);
  const [entries, setEntries] = useState<readonly AppointmentEntry[] | null>(null);
  const [failure, setFailure] = useState<PageFailureCode | null>(null);

  const load = useCallback(async () => {
    const answer = await dayList(token, day);
    setFailure(answer.ok ? null : answer.failure.code);
    if (answer.ok) setEntries(answer.value.appointments);
  }, [token, day]);
  useEffect(() => {
    const first = setTimeout(() => void load());
    const timer = setInterval(() => void load(), refreshMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [load]);

  async function giveBack(entry: AppointmentEntry): Promise<void> {
    const answer = await cancel(token, entry.appointment);
    if (!answer.ok) setFailure(answer.failure.code);
    await load();
  }

  return (
    <>
      <div className={css.tools}>
        <label className={css.inline}>
          {t('booking.day')}
          <input
            className={css.input}
            type="date"
            value={day}
            onChange={event => {
              setEntries(null);
              setDay(event.currentTarget.value === '' ? today() : event.currentTarget.value);
            }}
          />
        </label>
        <TouchButton kind="quiet" className={css.tab} onPress={() => void saveDayList(token, day)}>
          {t('booking.export')}
        </TouchButton>
      </div>
      {failure !== null && <Problem>{t(failureText(failure))}</Problem>}
      <div className={css.scroll}>
        {entries?.length === 0 && <p>{t('booking.nobody')}</p>}
        <table className={css.table}>
          <thead>
            <tr>
              {(['time', 'service', 'name', 'code', 'state'] as const).map(column => (
                <th key={column} scope="col">
                  {t(`booking.${column}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {(entries ?? []).map(entry => (
              <Row key={entry.appointment} entry={entry} queues={queues} move={move} giveBack={giveBack} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({
  entry,
  queues,
  move,
  giveBack,
}: {
  entry: AppointmentEntry;
  queues: CounterEntries['targets'];
  move: (entry: AppointmentEntry) => void;
  giveBack: (entry: AppointmentEntry) => Promise<void>;
}) {
  const { t } = useText();
  const name = queues.find(({ id }) => id === entry.queue)?.name ?? null;
  const isOpen = entry.at === 'booked' || entry.at === 'released';
  return (
    <tr data-at={entry.at}>
      <td>
        <strong>
          <Time at={entry.startsAt} />
        </strong>
      </td>
      <td>{name === null ? entry.queue : <TextOf text={name} />}</td>
      <td>{entry.maskedName !== null && <bdi lang="zh">{entry.maskedName}</bdi>}</td>
      <td>
        <Num>{spacedCode(entry.code)}</Num>
      </td>
      <td>
        {t(`booking.at.${entry.at}`)} {entry.label !== null && <TicketNo>{entry.label}</TicketNo>}
        {entry.at === 'booked' && !entry.keepsPlace && <span className={css.warning}>{t('booking.twice')}</span>}
      </td>
      <td>
        <div className={css.rowActions}>
          {isOpen && (
            <TouchButton kind="quiet" className={css.small} onPress={() => move(entry)}>
              {t('booking.move')}
            </TouchButton>
          )}
          {isOpen && (
            <TouchButton kind="quiet" className={css.small} onPress={() => void giveBack(entry)}>
              {t('booking.cancel')}
            </TouchButton>
          )}
        </div>
      </td>
    </tr>
  );
}
