import { join } from 'node:path';
import type { Door, HubEnv } from './api/access.ts';
import { identify } from './api/access.ts';
import { createDeviceGate } from './api/deviceGate.ts';
import { failureOf, newModule, refusal, refuse } from './api/failure.ts';
import type { HubLog } from './api/hubLog.ts';
import type { HubReign } from './api/hubReign.ts';
import { createSessionBook } from './api/sessionBook.ts';
import { syncRoutes } from './api/sync.ts';
import { hallSetupSchema } from './domain/hallSetup.ts';
import { leaderOf } from './domain/hubTerm.ts';
import type { DeviceIdentity } from './domain/enrolment.ts';
import { type HallCopy, standbyAnswerSchema, standbyAskMs } from './domain/standby.ts';
import { writeSetupFile } from './firstStart.ts';
import type { HallClock } from './hallClock.ts';
import type { HubOptions } from './hubOptions.ts';
import { lanLimits, openLanServer } from './lanServer.ts';
import { createLease } from './lease.ts';
import { openHubStore } from './openHubStore.ts';
import { linkOtherHubs } from './otherHubs.ts';
import { createPages } from './pages.ts';
import type { HallStore } from './store/hallStore.ts';
import { createTlsDoor } from './tlsDoor.ts';
import type { Authority } from './trust/authority.ts';

export type Follower = { port: number; machineUrls: readonly string[]; close(): Promise<void> };

type FollowerOptions = {
  options: HubOptions;
  identity: DeviceIdentity;
  authority: Authority;
  log: HubLog;
  clock: HallClock;
  /** The leading hub is silent and a kiosk has lost it too. */
  onSilence(): void;
};

const askPatienceMs = 1_000;

/** Takes in what the log does not tell. */
function keepCopy({ store, dataFolder, copy }: { store: HallStore; dataFolder: string; copy: HallCopy }): void {
  for (const [name, value] of Object.entries(copy.documents)) store.writeDocument(name, value);
  for (const row of copy.accounts) store.putAccount(row);
  if (copy.dayKey !== null)
    store.takeDayKey({ bday: copy.dayKey.bday, key: new Uint8Array(Buffer.from(copy.dayKey.key, 'base64url')) });
  const setup = hallSetupSchema.safeParse(copy.documents['setup']);
  if (setup.success) {
    writeSetupFile({ dataFolder, setup: setup.data });
    store.writeDocument('hall-file', setup.data);
  }
}

/** Follows the leading hub: keeps its log and everything else that is needed to go on in its place. */
export async function startFollower(request: FollowerOptions): Promise<Follower> {
  const { options, identity, authority, log, clock } = request;
  const { dataFolder } = options;
  const store = openHubStore({
    dataFolder,
    device: identity.device,
    hall: identity.hall,
    role: 'kiosk',
    isReplacement: false,
    log,
    clock,
  });
  const term = () => leaderOf(store.hubTerms()).term;
  const isKiosk = ({ role, revoked }: { role: string; revoked: boolean }) => role === 'kiosk' && !revoked;
  const lease = createLease({
    startedMs: performance.now(),
    isAlone: () => !store.registeredDevices().some(isKiosk),
    rank: () => {
      const leader = leaderOf(store.hubTerms()).hub;
      const inLine = store.registeredDevices().filter(each => each.role === 'hub' && !each.revoked);
      return Math.max(
        0,
        inLine
          .map(({ device }) => device)
          .filter(device => device !== leader)
          .toSorted()
          .indexOf(identity.device),
      );
    },
  });
  const others = linkOtherHubs({ dataFolder, store, identity, term, onTerm: () => undefined });
  const reign: HubReign = {
    hub: identity.device,
    term,
    isOutrankedBy: () => false,
    outranked: () => undefined,
    addresses: () => [...tlsDoor.addresses(), ...others.addresses()],
    meet: others.meet,
  };
  const app = followerApi({ store, authority, reign, log, onKiosk: () => lease.witnessed(performance.now()) });
  const pages = createPages({ folder: options.pagesFolder });
  const answer = (door: Door) => async (asked: Request, address: string) =>
    (await pages(asked)) ?? app.fetch(asked, { door, address });
  const tlsDoor = createTlsDoor({
    ...options.tls,
    folder: join(dataFolder, 'trust'),
    authority,
    limits: lanLimits,
    answer: answer('tls'),
    now: Date.now,
    onOpen: () => undefined,
  });
  await tlsDoor.open();
  const server = await openLanServer({
    listen: options.listen,
    port: options.port,
    limits: lanLimits,
    tls: null,
    answer: answer('lan'),
  });

  let have: string | null = null;
  let at = 0;
  let closed = false;
  async function askLeader(): Promise<void> {
    const urls = others.addresses();
    const url = urls[at % Math.max(1, urls.length)];
    if (url === undefined) return;
    try {
      const heard = await others.fetch(`${url}/api/standby`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ addresses: tlsDoor.addresses(), have }),
        signal: AbortSignal.timeout(askPatienceMs),
      });
      const read = heard.ok ? standbyAnswerSchema.safeParse(await heard.json()) : null;
      if (closed) return;
      if (read?.success !== true) {
        await heard.body?.cancel().catch(() => undefined);
        at += 1;
        return;
      }
      lease.heard(performance.now());
      const own = new Set(tlsDoor.addresses());
      others.meet(
        read.data.hub,
        read.data.addresses.filter(address => !own.has(address)),
      );
      if (read.data.copy === null) return;
      keepCopy({ store, dataFolder, copy: read.data.copy.hall });
      have = read.data.copy.revision;
    } catch {
      at += 1;
    }
  }
  const timer = setInterval(() => {
    void askLeader().finally(() => {
      if (closed || have === null || !lease.isOver(performance.now())) return;
      closed = true;
      log.warn({ term: term() }, 'the leading hub is silent; this one takes over');
      request.onSilence();
    });
  }, standbyAskMs);

  return {
    port: server.port,
    machineUrls: tlsDoor.addresses(),
    async close() {
      closed = true;
      clearInterval(timer);
      others.stop();
      await Promise.all([server.close(), tlsDoor.close()]);
      store.close();
    },
  };
}

/** What a stand-by answers: the log to other hubs; to all others, that it does not lead. */
function followerApi(ports: { store: HallStore; authority: Authority; reign: HubReign; log: HubLog; onKiosk(): void }) {
  const { store, authority, reign } = ports;
  const app = newModule();
  const deviceGate = createDeviceGate({ store, ca: authority.ca, now: Date.now });
  app.use(async (c, next) => {
    c.header('hall-time', String(Date.now()));
    c.header('hall-term', String(reign.term()));
    await next();
  });
  app.use(identify({ store, sessions: createSessionBook({ store, now: Date.now }), deviceGate, reign }));
  app.use(async (c, next) => {
    const asker = c.get('asker') satisfies HubEnv['Variables']['asker'];
    if (asker.role === 'device' && asker.machine === 'hub') {
      await next();
      return undefined;
    }
    if (asker.role === 'device') ports.onKiosk();
    return refuse(c, refusal('unavailable', 'this hub follows; another one leads'));
  });
  app.onError(failureOf(ports.log));
  app.route('/', syncRoutes({ store, now: Date.now }));
  app.notFound(c => refuse(c, refusal('unavailable', 'this hub follows; another one leads')));
  return app;
}
