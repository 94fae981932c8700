import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { kioskApp } from '../../hall/api/kioskApp.ts';
import type { ParentPort } from '../../hall/domain/door.ts';
import type { DeviceIdentity } from '../../hall/domain/enrolment.ts';
import type { StationSettings } from '../../hall/domain/stationSettings.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore, type OpenHallStoreOptions } from '../../hall/store/openHallStore.ts';
import { createIdReader, type IdReader } from '../../native/idReader/driver.ts';
import { systemClock } from '../../native/kit/clock.ts';
import { serialTransport } from '../../native/kit/serialTransport.ts';
import { createSlipPrinter, defaultSpeedMmPerS, type SlipPrinter } from '../../native/printer/driver.ts';
import { readHubAddress } from './hubAddress.ts';
import { enrolledHubConnection, ownHubConnection } from './hubConnection.ts';
import { createBoardDoor } from './boardDoor.ts';
import { followHub } from './followHub.ts';
import { createHubLink } from './hubLink.ts';
import { readIdentity } from './identity.ts';
import { serveDoor } from './serveDoor.ts';
import { readSettings } from './settings.ts';
import { createStation } from './station.ts';
import { syncWithHub } from './syncWithHub.ts';

/** EX_IOERR: storage could not be opened. Main starts the station again with growing waits. */
const storageExitCode = 74;
/** The second screen asks through the same door, as a host of its own. */
const boardHost = 'board';
/** Hall id used until the hub has said which hall this is. */
const unknownHall = 1;

function openReader({ devices }: StationSettings): IdReader | null {
  if (devices.idReader === null) return null;
  return createIdReader({
    factory: serialTransport(devices.idReader),
    clock: systemClock,
    baudRate: devices.idReader.baudRate,
  });
}

function openPrinter({ devices }: StationSettings, fragmentPossible: boolean): SlipPrinter | null {
  if (devices.printer === null) return null;
  return createSlipPrinter({
    factory: serialTransport(devices.printer),
    clock: systemClock,
    random: Math.random,
    baudRate: devices.printer.baudRate,
    speedMmPerS: defaultSpeedMmPerS,
    qr: 'probe',
    fragmentPossible,
    fontFolders: null,
  });
}

/** A damaged database has been set aside by the first try; the second starts a new one, filled from the witness journal. */
function openStore(options: OpenHallStoreOptions, log: Logger): HallStore | null {
  const first = openHallStore(options);
  const opened = !first.ok && first.failure.code === 'corrupted' ? openHallStore(options) : first;
  if (!first.ok) log.error(first.failure, 'the station database could not be opened as it was');
  if (opened.ok) return opened.value;
  process.exitCode = storageExitCode;
  return null;
}

/** Starts this kiosk's station: storage first, then devices and the line to the hub, then the door opens. */
function main(parent: ParentPort | null): void {
  const log = pino({ name: 'station', base: null });
  const dataFolder = process.env['HALL_DATA'] || join(homedir(), '.local/share/hall-kiosk');
  const identity = readIdentity(dataFolder);
  const settings = readSettings({ dataFolder, identity, demonstration: process.env['HALL_DEMONSTRATION'] ?? null });
  for (const folder of ['station', 'witness']) mkdirSync(join(dataFolder, folder), { recursive: true, mode: 0o700 });
  const store = openStore(
    {
      databasePath: join(dataFolder, 'station/station.db'),
      witnessPath: join(dataFolder, 'witness/station.journal'),
      device: settings.device,
      hall: identity?.hall ?? unknownHall,
      clock: Date.now,
      random: systemRandom,
      nativeBinding: process.env['HALL_SQLITE_BINDING'] ?? null,
      role: 'kiosk',
    },
    log,
  );
  if (store === null) return;
  serveStation({ store, settings, identity, dataFolder, log, parent });
}

function serveStation({
  store,
  settings,
  identity,
  dataFolder,
  log,
  parent,
}: {
  store: HallStore;
  settings: StationSettings;
  identity: DeviceIdentity | null;
  dataFolder: string;
  log: Logger;
  parent: ParentPort | null;
}): void {
  const reader = openReader(settings);
  const printer = openPrinter(settings, store.wasPrinting);
  const { hubUrl } = settings;
  const connection =
    identity === null
      ? ownHubConnection(() => readHubAddress({ dataFolder, hubUrl, hubPort: process.env['HALL_HUB_PORT'] ?? null }))
      : enrolledHubConnection({ identity, store, clock: Date.now });
  const hub = createHubLink(connection);
  const sync = syncWithHub({ outbox: store.outbox, address: connection.address });
  followHub({ hub, sync, connection, store });
  const desk = createStation({
    settings,
    store,
    hub,
    reader,
    printer,
    nudgeSync: sync.nudge,
    isCopy: connection.isCopy,
    now: Date.now,
  });
  const app = kioskApp({ desk, log });
  const board = createBoardDoor({ address: connection.address });

  async function shutdown(): Promise<void> {
    stopSearch();
    hub.close();
    sync.stop();
    desk.close();
    await Promise.all([reader?.close(), printer?.close()]);
    store.close();
    process.exit(0);
  }
  process.once('SIGTERM', () => void shutdown());
  reader?.start();
  printer?.start();
  hub.start();
  const stopSearch = connection.search();
  if (parent === null) return;
  serveDoor({
    parent,
    answer: async request =>
      new URL(request.url).host === boardHost
        ? board(request)
        : app.fetch(request, { door: 'kiosk', address: 'kiosk' }),
    shutdown,
  });
  parent.postMessage({ is: 'ready' });
}

main('parentPort' in process ? (process.parentPort as ParentPort) : null);
