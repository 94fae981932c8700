import type { BusinessDay } from '../domain/businessDay.ts';
import { type DeviceEvent, type DeviceFacts, deviceKeyOf, mergeDevice } from '../domain/deviceState.ts';
import { type HelpEvent, type HelpFacts, mergeHelp } from '../domain/helpCall.ts';
import { canonicalJson } from '../log/hash.ts';
import { type Database, type Row, textOf } from './database.ts';

/** Calls for staff and states of devices, derived from the log; every row is a join. */
export type AlertTables = {
  applyHelp(event: HelpEvent): void;
  applyDevice(event: DeviceEvent): void;
  help(help: string): HelpFacts | null;
  helpOfDay(bday: BusinessDay): readonly HelpFacts[];
  deviceStates(): readonly DeviceFacts[];
};

/** Prepares the statements of one connection. */
export function createAlertTables(db: Database): AlertTables {
  const getHelp = db.prepare<[string], Row>('SELECT bday, facts FROM help_calls WHERE help = ?');
  const putHelp = db.prepare(
    'INSERT INTO help_calls (help, bday, facts) VALUES (?, ?, ?) ON CONFLICT (help) DO UPDATE SET bday = excluded.bday, facts = excluded.facts',
  );
  const ofDay = db.prepare<[string], Row>('SELECT facts FROM help_calls WHERE bday = ? ORDER BY help');
  const getDevice = db.prepare<[string], Row>('SELECT facts FROM device_states WHERE name = ?');
  const putDevice = db.prepare(
    'INSERT INTO device_states (name, facts) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET facts = excluded.facts',
  );
  const allDevices = db.prepare<[], Row>('SELECT facts FROM device_states ORDER BY name');
  const helpOf = (row: Row) => JSON.parse(textOf(row, 'facts')) as HelpFacts;
  const deviceOf = (row: Row) => JSON.parse(textOf(row, 'facts')) as DeviceFacts;

  return {
    applyHelp(event) {
      const row = getHelp.get(event.body.help);
      const facts = mergeHelp(row === undefined ? null : helpOf(row), event);
      const known = row === undefined ? event.bday : textOf(row, 'bday');
      const wasCalled = row !== undefined && helpOf(row).called !== null;
      const isTheCall = event.type === 'help.called' && facts.called?.hlc === event.hlc;
      // The day of the call itself; until that is known the earliest day that names it.
      const bday = isTheCall || (!wasCalled && event.bday < known) ? event.bday : known;
      putHelp.run(event.body.help, bday, canonicalJson(facts));
    },
    applyDevice(event) {
      const { kiosk, device } = deviceKeyOf(event);
      const name = `${kiosk} ${device}`;
      const row = getDevice.get(name);
      putDevice.run(name, canonicalJson(mergeDevice(row === undefined ? null : deviceOf(row), event)));
    },
    help(help) {
      const row = getHelp.get(help);
      return row === undefined ? null : helpOf(row);
    },
    helpOfDay: bday => ofDay.all(bday).map(helpOf),
    deviceStates: () => allDevices.all().map(deviceOf),
  };
}
