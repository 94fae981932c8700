// A station without screen, printer and reader as a process of its own: the parts `main.ts` puts together, driven over IPC.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeTicketSchema } from '../../hall/domain/hallApi.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { followHub } from './followHub.ts';
import { enrolledHubConnection } from './hubConnection.ts';
import { createHubLink } from './hubLink.ts';
import { readIdentity } from './identity.ts';
import { readSettings } from './settings.ts';
import { createStation } from './station.ts';
import { syncWithHub } from './syncWithHub.ts';

const dataFolder = process.env['HALL_DATA'] ?? '';
const identity = readIdentity(dataFolder);
if (identity === null) throw new Error('not enrolled');
const settings = readSettings({ dataFolder, identity, demonstration: null });
mkdirSync(join(dataFolder, 'witness'), { recursive: true });
const opened = openHallStore({
  databasePath: join(dataFolder, 'station/station.db'),
  witnessPath: join(dataFolder, 'witness/station.journal'),
  device: settings.device,
  hall: identity.hall,
  clock: Date.now,
  random: systemRandom,
  nativeBinding: null,
  role: 'kiosk',
});
if (!opened.ok) throw new Error(opened.failure.message);
const store = opened.value;
const connection = enrolledHubConnection({ identity, store, clock: Date.now });
const hub = createHubLink(connection);
const sync = syncWithHub({ outbox: store.outbox, address: connection.address });
followHub({ hub, sync, connection, store });
const station = createStation({
  settings,
  store,
  hub,
  reader: null,
  printer: null,
  nudgeSync: sync.nudge,
  isCopy: connection.isCopy,
  now: Date.now,
});
hub.onChange(() => process.send?.({ is: 'hub', up: hub.isUp(), hubs: hub.entries().hubs ?? [] }));
hub.start();

async function take(message: { id: string; take: unknown }): Promise<void> {
  const answer = await station.takeTicket(takeTicketSchema.parse(message.take));
  process.send?.({ is: 'taken', id: message.id, at: Date.now(), answer });
}
process.on('message', (message: { id: string; take: unknown }) => void take(message));
process.send?.({ is: 'started' });
