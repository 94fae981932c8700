import { useEffect, useState } from 'react';
import type { AuditEntry, AuditVerdict } from '../../hall/domain/audit.ts';
import { auditActs } from '../../hall/domain/staffWords.ts';
import { failureText, type PageFailureCode } from '../ui/failureText.ts';
import { formatDay } from '../ui/formatDate.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import { Problem } from '../ui/Problem.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './AuditScreen.module.css';
import { AuditVerdictNote } from './AuditVerdictNote.tsx';
import type { FloorRoutes } from './floorRoutes.ts';

const outcomes = ['', 'done', 'refused'] as const;
const actText = (act: string): TextKey => {
  const known = auditActs.find(one => one === act);
  return known === undefined ? 'audit.act.request' : `audit.act.${known}`;
};

/** The audit log: read, filtered, checked, taken away. */
export function AuditScreen({ routes }: { routes: FloorRoutes }) {
  const { t, language } = useText();
  const [who, setWho] = useState('');
  const [act, setAct] = useState('');
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('');
  const [page, setPage] = useState<{ entries: readonly AuditEntry[]; next: number | null } | null>(null);
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const [problem, setProblem] = useState<TextKey | null>(null);
  const filter = { who: who.normalize('NFKC').trim(), act, outcome };

  useEffect(() => {
    let isWanted = true;
    const show = (answer: Awaited<ReturnType<FloorRoutes['audit']>>) => {
      if (isWanted && answer.ok) setPage(answer.value);
      if (isWanted && !answer.ok) setProblem(failureText(answer.failure.code));
    };
    void routes.audit({ who: who.normalize('NFKC').trim(), act, outcome }).then(show);
    return () => {
      isWanted = false;
    };
  }, [routes, who, act, outcome]);

  async function more(): Promise<void> {
    const next = page?.next ?? null;
    if (page === null || next === null) return;
    const answer = await routes.audit({ ...filter, before: String(next) });
    if (answer.ok) setPage({ entries: [...page.entries, ...answer.value.entries], next: answer.value.next });
    else setProblem(failureText(answer.failure.code));
  }
  async function check(): Promise<void> {
    const answer = await routes.checkAudit();
    if (answer.ok) setVerdict(answer.value);
    else setProblem(failureText(answer.failure.code));
  }
  async function save(): Promise<void> {
    const file = await routes.exportAudit(filter);
    if (file === null) return setProblem(failureText('unreachable'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `audit-${new Date().toISOString().slice(0, 10)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  return (
    <section className={css.audit}>
      <h2 className={css.title}>{t('audit.title')}</h2>
      <div className={css.filter}>
        <label className={css.field}>
          {t('audit.who')}
          <input
            className={css.input}
            dir="ltr"
            value={who}
            maxLength={64}
            spellCheck={false}
            onChange={event => setWho(event.currentTarget.value)}
          />
        </label>
        <label className={css.field}>
          {t('audit.what')}
          <select className={css.input} value={act} onChange={event => setAct(event.currentTarget.value)}>
            <option value="">{t('audit.any')}</option>
            {auditActs.map(one => (
              <option key={one} value={one}>
                {t(`audit.act.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={css.field}>
          {t('audit.outcome')}
          <select
            className={css.input}
            value={outcome}
            onChange={event => setOutcome(outcomes.find(one => one === event.currentTarget.value) ?? '')}
          >
            <option value="">{t('audit.any')}</option>
            <option value="done">{t('audit.done')}</option>
            <option value="refused">{t('audit.refused')}</option>
          </select>
        </label>
        <TouchButton className={css.go} onPress={() => void check()}>
          {t('audit.check')}
        </TouchButton>
        <TouchButton className={css.go} onPress={() => void save()}>
          {t('audit.export')}
        </TouchButton>
      </div>
      {problem !== null && <Problem>{t(problem)}</Problem>}
      {verdict !== null && <AuditVerdictNote verdict={verdict} />}
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">№</th>
            <th scope="col">{t('audit.time')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.target')}</th>
            <th scope="col">{t('audit.detail')}</th>
            <th scope="col">{t('audit.outcome')}</th>
            <th scope="col">{t('audit.address')}</th>
          </tr>
        </thead>
        <tbody>
          {page?.entries.map(entry => (
            <tr key={entry.position} data-broken={verdict?.broken?.position === entry.position}>
              <td>
                <Num>{entry.position}</Num>
              </td>
              <td className={css.time}>
                <bdi>{formatDay(entry.at, language)}</bdi> <Time at={entry.at} />
              </td>
              <td>{entry.who === 'unknown' ? t('audit.unknown') : <Num>{entry.who}</Num>}</td>
              <td>{t(actText(entry.act))}</td>
              <td>
                <bdi dir="ltr">{entry.target}</bdi>
              </td>
              <td>
                <bdi dir="ltr">{entry.detail}</bdi>
              </td>
              <td data-refused={entry.outcome !== 'done'}>
                {entry.outcome === 'done' ? t('audit.done') : t(failureText(entry.outcome as PageFailureCode))}
              </td>
              <td>
                <Num>{entry.address}</Num>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {page?.entries.length === 0 && <p>{t('audit.empty')}</p>}
      {page !== null && page.next !== null && (
        <TouchButton kind="quiet" onPress={() => void more()}>
          {t('audit.more')}
        </TouchButton>
      )}
    </section>
  );
}
