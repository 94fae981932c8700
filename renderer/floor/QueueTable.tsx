import { minutesSince } from '../../hall/domain/floorAlerts.ts';
import type { FloorQueue } from '../../hall/domain/floorApi.ts';
import type { FloorRules } from '../../hall/domain/floorRules.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { WaitNote } from '../ui/WaitNote.tsx';
import type { Wish } from './floorAct.ts';
import { Minutes } from './Minutes.tsx';
import css from './QueueTable.module.css';
import { TrendPlot } from './TrendPlot.tsx';

function levelOf(waitedMinutes: number, rules: FloorRules): 'calm' | 'warning' | 'alarm' {
  if (waitedMinutes >= rules.waitAlarmMinutes) return 'alarm';
  return waitedMinutes >= rules.waitWarningMinutes ? 'warning' : 'calm';
}

/** Every queue: who waits, how long, and who works for it. */
export function QueueTable({
  queues,
  rules,
  nowMs,
  wish,
}: {
  queues: readonly FloorQueue[];
  rules: FloorRules;
  nowMs: number;
  wish: Wish;
}) {
  const { t } = useText();
  // One scale for all, so that the plots can be compared.
  const most = Math.max(0, ...queues.flatMap(({ trend }) => trend));
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('floor.queue')}</th>
          <th scope="col">{t('floor.sum.waiting')}</th>
          <th scope="col">{t('floor.longest')}</th>
          <th scope="col">{t('floor.estimate')}</th>
          <th scope="col">{t('floor.windows')}</th>
          <th scope="col">{t('floor.trend')}</th>
          <th scope="col">{t('floor.sum.served')}</th>
          <th scope="col">{t('floor.sum.noShow')}</th>
          <th scope="col">{t('floor.averageWait')}</th>
          <th scope="col" aria-label={t('floor.act.move')} />
        </tr>
      </thead>
      <tbody>
        {queues.map(queue => {
          const { id, letter, name, sums, longestSince, wait, counters, open, trend } = queue;
          const waited = longestSince === null ? null : minutesSince(longestSince, nowMs);
          const figure = (set: 'waiting' | 'served' | 'noShow') => (
            <TouchButton
              kind="quiet"
              className={css.figure}
              label={`${letter} ${t(`floor.sum.${set}`)} ${sums[set]}`}
              onPress={() => wish({ is: 'tickets', set, queue, counter: null })}
            >
              <Num>{sums[set]}</Num>
            </TouchButton>
          );
          return (
            <tr key={id} data-level={waited === null ? 'calm' : levelOf(waited, rules)}>
              <th scope="row">
                <span className={css.queue}>
                  <bdi lang="en" className={css.letter}>
                    {letter}
                  </bdi>
                  <TextOf text={name} />
                </span>
              </th>
              <td>{figure('waiting')}</td>
              <td className={css.longest}>
                {waited === null ? '–' : <Say k="floor.minutes" count={waited} values={{ n: <Num>{waited}</Num> }} />}
              </td>
              <td className={css.estimate}>{wait === null ? '–' : <WaitNote wait={wait} />}</td>
              <td data-none={sums.waiting > 0 && open.length === 0}>
                <Say
                  k="floor.openOf"
                  values={{ open: <Num>{open.length}</Num>, total: <Num>{counters.length}</Num> }}
                />
              </td>
              <td>
                <TrendPlot trend={trend} most={most} />
              </td>
              <td>{figure('served')}</td>
              <td>{figure('noShow')}</td>
              <td>
                <Minutes ms={sums.averageWaitMs} />
              </td>
              <td>
                <TouchButton
                  kind="quiet"
                  className={css.move}
                  isDisabled={sums.waiting === 0}
                  onPress={() => wish({ is: 'move', queue })}
                >
                  {t('floor.act.move')}
                </TouchButton>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
