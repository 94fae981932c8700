import { join } from 'node:path';
import type { HubLog } from './api/hubLog.ts';
import type { DeviceId } from './domain/ids.ts';
import type { HallClock } from './hallClock.ts';
import { systemRandom } from './log/systemRandom.ts';
import type { HallStore } from './store/hallStore.ts';
import { openHallStore, type OpenHallStoreOptions } from './store/openHallStore.ts';
import type { StoreRole } from './store/session.ts';

/** Opens the store of a hub; `role` kiosk = it follows, opens no days and gives no numbers. Throws with the reason. */
export function openHubStore(request: {
  dataFolder: string;
  device: DeviceId;
  hall: number;
  role: StoreRole;
  /** See `OpenHallStoreOptions`. */
  isReplacement: boolean;
  log: HubLog;
  clock: HallClock;
}): HallStore {
  const { dataFolder, device, hall, role, isReplacement, log, clock } = request;
  const options: OpenHallStoreOptions = {
    databasePath: join(dataFolder, 'hub/hub.db'),
    witnessPath: join(dataFolder, 'witness/hub.journal'),
    device,
    hall,
    clock: clock.now,
    random: systemRandom,
    nativeBinding: null,
    role,
    isReplacement,
  };
  const first = openHallStore(options);
  if (first.ok) return first.value;
  if (first.failure.code !== 'corrupted') throw new Error(first.failure.message);
  // Set aside, not deleted: a new file starts from the witness, the kiosks send their logs again.
  log.error({ setAside: first.failure.setAside }, first.failure.message);
  const second = openHallStore(options);
  if (!second.ok) throw new Error(second.failure.message);
  return second.value;
}
