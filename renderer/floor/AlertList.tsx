import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FloorAlert } from '../../hall/domain/floorAlerts.ts';
import type { DeviceAlert, HelpEntry } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useAlertSound } from '../ui/useAlertSound.ts';
import css from './AlertList.module.css';
import type { FloorRoutes } from './floorRoutes.ts';
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
  routes,
}: {
  alerts: readonly FloorAlert[];
  help: readonly HelpEntry[];
  devices: readonly DeviceAlert[];
  routes: Pick<FloorRoutes, 'tellHelp' | 'seeDevice'>;
}) {
  const { t } = useText();
  const { isMuted, toggle } = useAlertSound({
    help: help.filter(({ at }) => at === 'called').map(entry => entry.help),
    devices: devices
      .filter(({ seenBy }) => seenBy === null)
      .map(({ kiosk, device, state }) => `${kiosk}/${device}/${state}`),
  });
  const isQuiet = alerts.length + help.length + devices.length === 0;
  return (
    <section className={css.alerts} aria-label={t('floor.alerts')} aria-live="polite">
      {isQuiet && (
        <p className={css.quiet}>
          <CircleCheck size={20} aria-hidden /> {t('floor.noAlerts')}
        </p>
      )}
      {help.map(({ help: id, kiosk, at, clerk }) => (
        <div key={id} className={css.alert} data-severe={at === 'called'}>
          <TriangleAlert size={18} aria-hidden />
          <span>
            <Say k="floor.alert.help" values={{ where: <Num>{kiosk}</Num> }} />
            {at === 'coming' && clerk !== null && (
              <>
                {' · '}
                <Say k="alert.coming" values={{ who: <Num>{clerk}</Num> }} />
              </>
            )}
          </span>
          {at === 'called' && (
            <TouchButton className={css.act} onPress={() => void routes.tellHelp(id, 'answer')}>
              {t('alert.go')}
            </TouchButton>
          )}
          <TouchButton className={css.act} onPress={() => void routes.tellHelp(id, 'end')}>
            {t('alert.solved')}
          </TouchButton>
        </div>
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
      {devices.map(({ kiosk, device, state, seenBy }) => (
        <div key={`${kiosk} ${device}`} className={css.alert} data-severe="false">
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
            {seenBy !== null && (
              <>
                {' · '}
                <Say k="alert.coming" values={{ who: <Num>{seenBy}</Num> }} />
              </>
            )}
          </span>
          {seenBy === null && (
            <TouchButton className={css.act} onPress={() => void routes.seeDevice(kiosk, device)}>
              {t('alert.seen')}
            </TouchButton>
          )}
        </div>
      ))}
      {(isMuted || help.length + devices.length > 0) && (
        <TouchButton kind="quiet" className={css.act} isPressedDown={isMuted} onPress={toggle}>
          {t(isMuted ? 'alert.unmute' : 'alert.mute')}
        </TouchButton>
      )}
    </section>
  );
}
