import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FloorAlert } from '../../hall/domain/floorAlerts.ts';
import type { DeviceAlert, HelpEntry } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './AlertList.module.css';
import { DeviceName, DeviceState } from './DeviceWords.tsx';

function Words({ alert }: { alert: FloorAlert }) {
  const where: ReactNode =
    'queue' in alert ? (
      <>
        <bdi lang="en">{alert.queue.letter}</bdi> <TextOf text={alert.queue.name} />
      </>
    ) : (
      <Say k="app.counter" values={{ n: <Num>{alert.counter.number}</Num> }} />
    );
  if (alert.is === 'noCounter') return <Say k="floor.alert.noCounter" values={{ where }} />;
  return <Say k={`floor.alert.${alert.is}`} count={alert.minutes} values={{ where, n: <Num>{alert.minutes}</Num> }} />;
}

/** What needs the supervisor now; read out when it changes. */
export function AlertList({
  alerts,
  help,
  devices,
}: {
  alerts: readonly FloorAlert[];
  help: readonly HelpEntry[];
  devices: readonly DeviceAlert[];
}) {
  const { t } = useText();
  const isQuiet = alerts.length + help.length + devices.length === 0;
  return (
    <section className={css.alerts} aria-label={t('floor.alerts')} aria-live="polite">
      {isQuiet && (
        <p className={css.quiet}>
          <CircleCheck size={20} aria-hidden /> {t('floor.noAlerts')}
        </p>
      )}
      {help.map(({ help: id, kiosk }) => (
        <p key={id} className={css.alert} data-severe="true">
          <TriangleAlert size={18} aria-hidden />
          <span>
            <Say k="floor.alert.help" values={{ where: <Num>{kiosk}</Num> }} />
          </span>
        </p>
      ))}
      {alerts.map(alert => (
        <p
          key={`${alert.is} ${'queue' in alert ? alert.queue.id : alert.counter.id}`}
          className={css.alert}
          data-severe={alert.severe}
        >
          <TriangleAlert size={18} aria-hidden />
          <span>
            <Words alert={alert} />
          </span>
        </p>
      ))}
      {devices.map(({ kiosk, device, state }) => (
        <p key={`${kiosk} ${device}`} className={css.alert} data-severe="false">
          <TriangleAlert size={18} aria-hidden />
          <span>
            <Say
              k="floor.alert.device"
              values={{
                where: <Num>{kiosk}</Num>,
                what:
                  device === 'line' ? (
                    t('floor.line.down')
                  ) : (
                    <>
                      <DeviceName device={device} /> · <DeviceState state={state} />
                    </>
                  ),
              }}
            />
          </span>
        </p>
      ))}
    </section>
  );
}
