import { mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Door } from './api/access.ts';
import { hubApi } from './api/hubApi.ts';
import type { HubLog } from './api/hubLog.ts';
import { createHubPorts } from './api/hubPorts.ts';
import { keepAppointments } from './appointmentKeeper.ts';
import { closeDayBefore, keepDay } from './dayKeeper.ts';
import type { HallSetup } from './domain/hallSetup.ts';
import { ownMarkOf } from './ownMark.ts';
import { openAuthority } from './trust/authority.ts';
import { advertiseHub } from './discovery/advertiseHub.ts';
import { ownNames } from './trust/serverCertificate.ts';
import { createTlsDoor } from './tlsDoor.ts';
import { deviceIdSchema } from './domain/ids.ts';
import { ensureAccounts, ensureDeviceToken, type FirstPin, readHallFile, writeSetupFile } from './firstStart.ts';
import type { HallClock } from './hallClock.ts';
import type { HubOptions } from './hubOptions.ts';
import { lanLimits, openLanServer } from './lanServer.ts';
import { createPages, pagesBuild } from './pages.ts';
import { enrol, readRegion, sendToRegion } from './regionLink.ts';
import { systemRandom } from './log/systemRandom.ts';
import { keepSetupFile, meetSetupFile } from './setupFile.ts';
import type { HallStore } from './store/hallStore.ts';
import { openHallStore, type OpenHallStoreOptions } from './store/openHallStore.ts';
import { createClipShelf } from './voice/clipShelf.ts';
import { createVoice } from './voice/voice.ts';

const heartbeatMs = 5000;
const checkpointEveryMs = 5 * 60_000;
const hubDevice = deviceIdSchema.parse('hub-1');
const hubVersion = '0.1.0';

export type RunningHub = {
  port: number;
  /** Addresses of the pages, best for other machines first. */
  counterUrl: string;
  boardUrl: string;
  /** Where other machines of the hall reach this hub; empty while there are none. */
  machineUrls: readonly string[];
  adminUrl: string;
  floorUrl: string;
  firstPins: readonly FirstPin[];
  /** Ends connections, the line to the region and the store, in this order. */
  close(): Promise<void>;
};

/** Starts a hub: store, first-start files, routes, LAN door, region. Throws with the reason when it cannot be one. */
export async function startHub({
  options,
  log,
  clock,
}: {
  options: HubOptions;
  log: HubLog;
  clock: HallClock;
}): Promise<RunningHub> {
  const { dataFolder } = options;
  for (const folder of ['hub', 'witness', 'trust'])
    mkdirSync(join(dataFolder, folder), { recursive: true, mode: 0o700 });
  const hallFile = readHallFile(options);
  const isReplacement = options.hall === 'replaced' || (options.hall === 'guess' && !hallFile.isNew);
  const store = openStore({ dataFolder, hall: hallFile.setup.hall.id, isReplacement, log, clock });
  try {
    const write = (setup: HallSetup) => writeSetupFile({ dataFolder, setup });
    meetSetupFile({ store, file: hallFile.setup, write });
    ensureDeviceToken({ store, dataFolder });
    const firstPins = await ensureAccounts({
      store,
      dataFolder,
      accounts: hallFile.accounts,
      resetPin: options.resetPin,
    });
    const programs = process.env['PATH'] ?? '';
    const shelf = createClipShelf({ folder: join(dataFolder, 'voices'), path: programs });
    await shelf.load();
    const voice = createVoice({
      path: programs,
      shelf,
      onSilent: reason => log.warn({ reason }, 'voice'),
    });
    const day = closeDayBefore(store);
    const trustFolder = join(dataFolder, 'trust');
    const authority = openAuthority({ folder: trustFolder, hall: hallFile.setup.hall.id });
    const pages = createPages({ folder: options.pagesFolder });
    const answer = (door: Door) => async (request: Request, address: string) =>
      (await pages(request)) ?? api.fetch(request, { door, address });
    let stopAnnouncing = () => {};
    function announce(): void {
      const { stop } = advertiseHub({
        device: hubDevice,
        hall: hallFile.setup.hall.id,
        caFingerprint: authority.fingerprint,
        where: () => ({
          port: tlsDoor.port() ?? 0,
          addresses: options.tls.listen === '0.0.0.0' ? ownNames().addresses : [],
        }),
        onFault: fault =>
          log.warn({ reason: fault.message }, 'this hub cannot announce itself; machines need its address'),
      });
      stopAnnouncing = stop;
    }
    const tlsDoor = createTlsDoor({
      ...options.tls,
      folder: trustFolder,
      authority,
      limits: lanLimits,
      answer: answer('tls'),
      now: Date.now,
      onOpen: announce,
    });
    const ports = createHubPorts({
      store,
      voice,
      log,
      now: clock.now,
      clockSpeed: clock.speed,
      version: `${hubVersion}+${pagesBuild(options.pagesFolder)}`,
      heartbeatMs,
      day,
      authority,
      machines: { ownMarks: [ownMarkOf(dataFolder)], addresses: tlsDoor.addresses, expectMachines: tlsDoor.open },
    });
    const api = hubApi(ports);
    const server = await openLanServer({
      listen: options.listen,
      port: options.port,
      limits: lanLimits,
      tls: null,
      answer: answer('lan'),
    });
    // Without it the counters of the hall still work, and so does the kiosk on this PC.
    if (options.listen === '0.0.0.0' || store.registeredDevices().length > 0)
      await tlsDoor.open().catch((fault: unknown) => log.error({ err: fault }, 'the door for machines stays closed'));
    const stopDay = keepDay({ store, state: ports.state });
    const stopFile = keepSetupFile({ store, write });
    const stopAppointments = keepAppointments({ store, state: ports.state });
    const checkpoint = setInterval(() => store.checkpoint(), checkpointEveryMs);
    checkpoint.unref();
    if (options.enrolment !== null && readRegion(dataFolder)?.url !== options.enrolment.url) {
      const problem = await enrol({ ...options.enrolment, setup: ports.state.setup(), dataFolder });
      if (problem !== null) log.warn({ problem }, 'not enrolled with the region; the hall works without it');
    }
    const region = readRegion(dataFolder);
    const link = region === null ? null : sendToRegion({ region, store, log });
    const origin = `http://${options.listen === '0.0.0.0' ? ownAddress() : '127.0.0.1'}:${server.port}`;
    return {
      port: server.port,
      counterUrl: `${origin}/counter/`,
      boardUrl: `${origin}/board/`,
      machineUrls: tlsDoor.addresses(),
      adminUrl: `${origin}/admin/`,
      floorUrl: `${origin}/floor/`,
      firstPins,
      async close() {
        stopDay();
        stopFile();
        stopAppointments();
        stopAnnouncing();
        clearInterval(checkpoint);
        link?.stop();
        await Promise.all([server.close(), tlsDoor.close()]);
        ports.views.close();
        ports.state.close();
        store.close();
      },
    };
  } catch (fault) {
    store.close();
    throw fault;
  }
}

function openStore({
  dataFolder,
  hall,
  isReplacement,
  log,
  clock,
}: {
  dataFolder: string;
  hall: number;
  isReplacement: boolean;
  log: HubLog;
  clock: HallClock;
}): HallStore {
  const options: OpenHallStoreOptions = {
    databasePath: join(dataFolder, 'hub/hub.db'),
    witnessPath: join(dataFolder, 'witness/hub.journal'),
    device: hubDevice,
    hall,
    clock: clock.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'hub',
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

/** The first address other machines may use. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
