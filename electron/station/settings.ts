import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeviceIdentity } from '../../hall/domain/enrolment.ts';
import { type StationSettings, stationSettingsSchema } from '../../hall/domain/stationSettings.ts';

/** Set by the demonstration: paths of the simulated devices. They stand in only where the settings name no device. */
const simulatedSchema = z.object({ idReader: z.string(), printer: z.string() }).partial();

/**
 * Settings of this kiosk: `kiosk.json` in the data folder, everything optional. A file that cannot be read as settings is
 * refused with the reason rather than half obeyed. `demonstration` (JSON) adds simulated devices.
 */
export function readSettings(request: {
  dataFolder: string;
  /** Name and mark of an enrolled kiosk come from its hall, whatever the file says. */
  identity: Pick<DeviceIdentity, 'device' | 'mark'> | null;
  demonstration: string | null;
}): StationSettings {
  const written = stationSettingsSchema.parse(readJson(join(request.dataFolder, 'kiosk.json')) ?? {});
  const { identity } = request;
  const settings = identity === null ? written : { ...written, device: identity.device, mark: identity.mark };
  if (request.demonstration === null) return settings;
  const simulated = simulatedSchema.parse(JSON.parse(request.demonstration));
  const { devices } = settings;
  return {
    ...settings,
    demonstration: true,
    devices: {
      idReader:
        devices.idReader ?? (simulated.idReader === undefined ? null : { path: simulated.idReader, baudRate: 115200 }),
      printer:
        devices.printer ??
        (simulated.printer === undefined ? null : { path: simulated.printer, baudRate: 115200, paperMm: 80 }),
    },
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
    throw fault;
  }
}
