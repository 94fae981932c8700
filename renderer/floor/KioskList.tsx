import type { FloorKiosk } from '../../hall/domain/floorApi.ts';
import { isTrouble } from '../../hall/domain/deviceState.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { DeviceName, DeviceState } from './DeviceWords.tsx';
import css from './KioskList.module.css';

/** Every kiosk the hub has heard of, its line and its devices. */
export function KioskList({ kiosks }: { kiosks: readonly FloorKiosk[] }) {
  const { t } = useText();
  if (kiosks.length === 0) return <p className={css.none}>{t('floor.noKiosks')}</p>;
  return (
    <ul className={css.list}>
      {kiosks.map(({ kiosk, line, devices }) => (
        <li key={kiosk} className={css.kiosk}>
          <strong>
            <Num>{kiosk}</Num>
          </strong>
          <span data-bad={line === 'down'}>{t(`floor.line.${line}`)}</span>
          {devices.map(({ device, state }) => (
            <span key={device} data-bad={isTrouble(state)}>
              <DeviceName device={device} /> · <DeviceState state={state} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
