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
import type { Authority } from './trust/authority.ts';
import { advertiseHub } from './discovery/advertiseHub.ts';
import { ownNames } from './trust/serverCertificate.ts';
import { createTlsDoor } from './tlsDoor.ts';
import type { DeviceIdentity } from './domain/enrolment.ts';
import { leaderOf } from './domain/hubTerm.ts';
import type { HubReign } from './api/hubReign.ts';
import type { LeadReason } from './hubRoles.ts';
import { ensureAccounts, ensureDeviceToken, type FirstPin, readHallFile, writeSetupFile } from './firstStart.ts';
import type { HallClock } from './hallClock.ts';
import type { HubOptions } from './hubOptions.ts';
import { lanLimits, openLanServer } from './lanServer.ts';
import { createPages, pagesBuild } from './pages.ts';
import { enrol, readRegion, sendToRegion } from './regionLink.ts';
import { keepSetupFile, meetSetupFile } from './setupFile.ts';
import { openHubStore } from './openHubStore.ts';
import { linkOtherHubs } from './otherHubs.ts';
import { beginTerm } from './beginTerm.ts';
import { createClipShelf } from './voice/clipShelf.ts';
import { createVoice } from './voice/voice.ts';

const heartbeatMs = 5000;
/** How often a leading hub looks whether another one leads as well. */
const askTermsMs = 3_000;
const checkpointEveryMs = 5 * 60_000;
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
  identity,
  authority,
  why,
  isReplacement,
  onOutranked,
}: {
  options: HubOptions;
  log: HubLog;
  clock: HallClock;
  identity: DeviceIdentity;
  authority: Authority;
  why: LeadReason;
  /** This hall has given numbers before, as far as can be told. */
  isReplacement: boolean;
  /** Called once, when another hub leads with a higher term. */
  onOutranked(): void;
}): Promise<RunningHub> {
  const { dataFolder } = options;
  const hallFile = readHallFile(options);
  const { device } = identity;
  const store = openHubStore({
    dataFolder,
    device,
    hall: hallFile.setup.hall.id,
    role: 'hub',
    isReplacement,
    log,
    clock,
  });
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
    const term = beginTerm({ store, identity, why, forGood: options.forGood });
    const trustFolder = join(dataFolder, 'trust');
    const pages = createPages({ folder: options.pagesFolder });
    const answer = (door: Door) => async (request: Request, address: string) =>
      (await pages(request)) ?? api.fetch(request, { door, address });
    let stopAnnouncing = () => {};
    function announce(): void {
      const { stop } = advertiseHub({
        device,
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
    let isOutranked = false;
    function outranked(): void {
      if (isOutranked) return;
      isOutranked = true;
      onOutranked();
    }
    const others = linkOtherHubs({
      dataFolder,
      store,
      identity,
      term: () => term,
      onTerm: told => void (told > term && outranked()),
    });
    // A line that was cut heals in silence: the other hub is asked, or two would lead until somebody takes a number.
    const askTerms = setInterval(() => void others.highestTerm(), askTermsMs);
    askTerms.unref();
    const stopTerms = store.onCommitted(events => {
      if (events.some(({ type }) => type === 'hub.term') && leaderOf(store.hubTerms()).hub !== device) outranked();
    });
    const reign: HubReign = {
      hub: device,
      term: () => term,
      isOutrankedBy: told => told > term,
      outranked,
      addresses: () => [...new Set([...tlsDoor.addresses(), ...others.addresses()])],
      meet(hub, addresses) {
        const before = others.addresses().join(' ');
        others.meet(hub, addresses);
        // Kiosks should know of a new hub before they need it.
        if (others.addresses().join(' ') !== before) ports.views.kiosk.touch();
      },
    };
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
      reign,
      machines: { ownMarks: [ownMarkOf(dataFolder)], expectMachines: tlsDoor.open },
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
        stopTerms();
        clearInterval(askTerms);
        others.stop();
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

/** The first address other machines may use. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
