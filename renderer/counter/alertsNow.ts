import type { CounterEntries, DeviceAlert, HelpEntry } from '../../hall/domain/liveEntries.ts';
import type { TextKey } from '../ui/i18n.ts';
import { entriesWith } from '../ui/useLive.ts';

/** Who asks for staff and what does not work, the longest first; what nobody has taken on stands before the rest. */
export function alertsNow(entries: Readonly<Partial<CounterEntries>>): {
  help: readonly HelpEntry[];
  devices: readonly DeviceAlert[];
} {
  const help = entriesWith(entries, 'help:')
    .filter(entry => entry !== undefined)
    .sort((a, b) => (a.at === b.at ? a.calledAt - b.calledAt : a.at === 'called' ? -1 : 1));
  const devices = entriesWith(entries, 'device:')
    .filter(entry => entry !== undefined)
    .sort((a, b) => Number(a.seenBy !== null) - Number(b.seenBy !== null) || a.since - b.since);
  return { help, devices };
}

const screens: Readonly<Record<string, TextKey>> = {
  home: 'alert.screen.home',
  choose: 'alert.screen.choose',
  issued: 'alert.screen.issued',
};

/** Where in the program somebody asked for help. */
export function screenText(screen: string): TextKey {
  return screens[screen] ?? (screen.startsWith('rate') ? 'alert.screen.rate' : 'alert.screen.other');
}

export function deviceText(device: string): TextKey {
  if (device === 'printer') return 'alert.device.printer';
  if (device === 'id-reader') return 'alert.device.reader';
  return device === 'line' ? 'alert.device.line' : 'alert.device.other';
}

const states: Readonly<Record<string, TextKey>> = {
  'paper-out': 'alert.state.paper-out',
  'near-end': 'alert.state.near-end',
  'cover-open': 'alert.state.cover-open',
  cutter: 'alert.state.cutter',
  hot: 'alert.state.hot',
  offline: 'alert.state.offline',
};

/** What is wrong with a device; a word this page does not know is "faulty". */
export function stateText(state: string): TextKey {
  return states[state] ?? 'alert.state.other';
}
