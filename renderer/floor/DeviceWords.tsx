import { type TextKey, useText } from '../ui/i18n.ts';

const names: Readonly<Record<string, TextKey>> = {
  printer: 'floor.device.printer',
  reader: 'floor.device.reader',
  idReader: 'floor.device.reader',
  'id-reader': 'floor.device.reader',
};
const states: Readonly<Record<string, TextKey>> = {
  ready: 'floor.deviceState.ready',
  absent: 'floor.deviceState.absent',
  'paper-out': 'floor.deviceState.paper',
  paper_out: 'floor.deviceState.paper',
  'near-end': 'floor.deviceState.paperLow',
  'paper-near-end': 'floor.deviceState.paperLow',
  paper_near_end: 'floor.deviceState.paperLow',
  'cover-open': 'floor.deviceState.cover',
  cover_open: 'floor.deviceState.cover',
  offline: 'floor.deviceState.offline',
};

/** What a device of a kiosk is called. */
export function DeviceName({ device }: { device: string }) {
  return useText().t(names[device] ?? 'floor.device.other');
}

/** How it is; a word of the device that this page does not know needs a look. */
export function DeviceState({ state }: { state: string }) {
  return useText().t(states[state] ?? 'floor.deviceState.trouble');
}
