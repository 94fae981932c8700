import { Bell, BellOff } from 'lucide-react';
import type { DeviceAlert, HelpEntry } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './AlertPanel.module.css';
import { deviceText, screenText, stateText } from './alertsNow.ts';
import type { CounterStore } from './counterStore.ts';
import { useAlertSound } from '../ui/useAlertSound.ts';
import { minutesSince } from './waitingNow.ts';

/** People at kiosks who ask for staff, and devices that do not work, each with the word "I see to it". */
export function AlertPanel({
  help,
  devices,
  nowMs,
  store,
}: {
  help: readonly HelpEntry[];
  devices: readonly DeviceAlert[];
  nowMs: number;
  store: CounterStore;
}) {
  const { t } = useText();
  const { isMuted, toggle } = useAlertSound({
    help: help.filter(({ at }) => at === 'called').map(entry => entry.help),
    devices: devices
      .filter(({ seenBy }) => seenBy === null)
      .map(({ kiosk, device, state }) => `${kiosk}/${device}/${state}`),
  });
  return (
    <section
      className={css.panel}
      aria-label={t('alert.title')}
      data-any={help.length > 0 || devices.some(({ seenBy }) => seenBy === null)}
    >
      <div className={css.head}>
        <h2 className={css.title}>{t('alert.title')}</h2>
        <TouchButton kind="quiet" className={css.mute} isPressedDown={isMuted} onPress={toggle}>
          {isMuted ? <BellOff size={18} aria-hidden /> : <Bell size={18} aria-hidden />}
          {t(isMuted ? 'alert.unmute' : 'alert.mute')}
        </TouchButton>
      </div>
      {help.length === 0 && devices.length === 0 && <p className={css.none}>{t('alert.none')}</p>}
      <ul className={css.list} aria-live="assertive">
        {help.map(entry => (
          <Help key={entry.help} entry={entry} minutes={minutesSince(entry.calledAt, nowMs)} store={store} />
        ))}
        {devices.map(alert => (
          <Device key={`${alert.kiosk} ${alert.device}`} alert={alert} store={store} />
        ))}
      </ul>
    </section>
  );
}

function Help({ entry, minutes, store }: { entry: HelpEntry; minutes: number; store: CounterStore }) {
  const { t } = useText();
  const { help, kiosk, screen, at, clerk } = entry;
  return (
    <li className={css.alert} data-urgent={at === 'called'}>
      <p className={css.words}>
        <strong>
          <Say k="alert.help" values={{ kiosk: <Num>{kiosk}</Num> }} />
        </strong>
        <span>
          {t(screenText(screen))} · <Say k="alert.ago" count={minutes} values={{ n: <Num>{minutes}</Num> }} />
        </span>
        {at === 'coming' && clerk !== null && (
          <span>
            <Say k="alert.coming" values={{ who: <Num>{clerk}</Num> }} />
          </span>
        )}
      </p>
      <div className={css.acts}>
        {at === 'called' && (
          <TouchButton kind="primary" className={css.act} onPress={() => void store.tellHelp(help, 'answer')}>
            {t('alert.go')}
          </TouchButton>
        )}
        <TouchButton className={css.act} onPress={() => void store.tellHelp(help, 'end')}>
          {t('alert.solved')}
        </TouchButton>
      </div>
    </li>
  );
}

function Device({ alert, store }: { alert: DeviceAlert; store: CounterStore }) {
  const { t } = useText();
  const { kiosk, device, state, seenBy } = alert;
  return (
    <li className={css.alert} data-seen={seenBy !== null}>
      <p className={css.words}>
        <strong>
          <Say k={deviceText(device)} values={{ kiosk: <Num>{kiosk}</Num> }} />
        </strong>
        <span>{t(stateText(state))}</span>
        {seenBy !== null && (
          <span>
            <Say k="alert.coming" values={{ who: <Num>{seenBy}</Num> }} />
          </span>
        )}
      </p>
      {seenBy === null && (
        <div className={css.acts}>
          <TouchButton className={css.act} onPress={() => void store.seeDevice(kiosk, device)}>
            {t('alert.seen')}
          </TouchButton>
        </div>
      )}
    </li>
  );
}
