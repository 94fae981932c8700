import { useState } from 'react';
import type { ImportAppointments, ImportReport } from '../../../hall/domain/appointmentApi.ts';
import { failureText, type PageFailureCode } from '../../ui/failureText.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Say } from '../../ui/Say.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import css from './Appointments.module.css';
import { importList } from './appointmentsApi.ts';

type Chosen = Pick<ImportAppointments, 'format' | 'text'>;

/** Takes in a day list: first it is only tried and every line is told, then the good lines are booked. */
export function ImportForm({ token }: { token: string }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<PageFailureCode | null>(null);

  async function send(list: Chosen, dryRun: boolean): Promise<void> {
    const answer = await importList(token, { ...list, dryRun });
    setFailure(answer.ok ? null : answer.failure.code);
    setReport(answer.ok ? answer.value : null);
  }
  async function choose(file: File | undefined): Promise<void> {
    setReport(null);
    if (file === undefined) return;
    const list: Chosen = { format: file.name.endsWith('.json') ? 'json' : 'csv', text: await file.text() };
    setChosen(list);
    await send(list, true);
  }

  const count = (is: ImportReport['lines'][number]['is']) => report?.lines.filter(line => line.is === is).length ?? 0;
  const wrong = report?.lines.filter(line => line.is === 'wrong') ?? [];
  return (
    <div className={css.form}>
      <p className={css.quiet}>{t('booking.columns')}</p>
      <label className={css.field}>
        {t('booking.file')}
        <input
          className={css.input}
          type="file"
          accept=".csv,.json,.txt"
          onChange={event => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {failure !== null && <Problem>{t(failureText(failure))}</Problem>}
      {report !== null && (
        <p role="status" className={css.done}>
          <Say
            k={report.written ? 'booking.written' : 'booking.tried'}
            values={{
              n: <Num>{count('new')}</Num>,
              known: <Num>{count('known')}</Num>,
              wrong: <Num>{wrong.length}</Num>,
            }}
          />
        </p>
      )}
      <div className={css.scroll}>
        <ul className={css.lines}>
          {wrong.map(({ line, problem }) => (
            <li key={line}>
              <Say k="booking.line" values={{ n: <Num>{line}</Num> }} />{' '}
              {problem !== null && t(`booking.problem.${problem}`)}
            </li>
          ))}
        </ul>
      </div>
      {chosen !== null && report !== null && !report.written && (
        <TouchButton kind="primary" isDisabled={count('new') === 0} onPress={() => void send(chosen, false)}>
          {t('booking.takeIn')}
        </TouchButton>
      )}
    </div>
  );
}
