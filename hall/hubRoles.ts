import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubLog } from './api/hubLog.ts';
import type { DeviceIdentity } from './domain/enrolment.ts';
import { firstHub, leaderOf } from './domain/hubTerm.ts';
import { type FirstPin, readHallFile } from './firstStart.ts';
import { startFollower } from './follower.ts';
import type { HallClock } from './hallClock.ts';
import { openHubIdentity, readHubIdentity } from './hubIdentity.ts';
import type { HubOptions } from './hubOptions.ts';
import { startHub } from './hubProgram.ts';
import { openHubStore } from './openHubStore.ts';
import { linkOtherHubs, readOtherHubs } from './otherHubs.ts';
import { type Authority, openAuthority } from './trust/authority.ts';
import { writePrivateFile } from './trust/privateFile.ts';

/** What a hub is in its hall now. */
export type HubState = {
  is: 'leading' | 'following';
  port: number;
  counterUrl: string;
  boardUrl: string;
  adminUrl: string;
  floorUrl: string;
  machineUrls: readonly string[];
  firstPins: readonly FirstPin[];
};

/** Why a hub leads: it did so before, the leading one is silent, or a person has said so. */
export type LeadReason = 'continues' | 'silence' | 'order';

type Running = { state: HubState; close(): Promise<void> };

/**
 * Runs a hub for ever: leading or following, and changing over when a higher term is seen or the leading hub is silent.
 * @param request.onState told at the start and after every change
 * @param request.onBroken told when a change-over failed; the process then has to be started again
 */
export async function runHub(request: {
  options: HubOptions;
  log: HubLog;
  clock: HallClock;
  onState(state: HubState): void;
  onBroken(fault: unknown): void;
}): Promise<{ close(): Promise<void> }> {
  const { options, log, clock } = request;
  for (const folder of ['hub', 'witness', 'trust'])
    mkdirSync(join(options.dataFolder, folder), { recursive: true, mode: 0o700 });
  // Looked at before anything writes the file.
  const isNew = !existsSync(join(options.dataFolder, 'hall.json'));
  const isReplacement = options.hall === 'replaced' || (options.hall === 'guess' && !isNew);
  const { identity, authority } = openTrust(options);
  let running: Running | null = null;
  let isClosed = false;
  let changing: Promise<void> = Promise.resolve();

  async function changeAfter(before: Promise<void>, next: () => Promise<Running>): Promise<void> {
    await before;
    if (isClosed) return;
    await running?.close();
    running = null;
    running = await next();
    request.onState(running.state);
  }
  function change(next: () => Promise<Running>): Promise<void> {
    changing = changeAfter(changing, next);
    return changing;
  }
  async function changeLater(next: () => Promise<Running>): Promise<void> {
    try {
      await change(next);
    } catch (fault) {
      request.onBroken(fault);
    }
  }

  async function lead(why: LeadReason): Promise<Running> {
    const outranked = () => {
      log.warn({ hub: identity.device }, 'another hub leads with a higher term; this one follows it');
      void changeLater(follow);
    };
    const hub = await startHub({
      options,
      log,
      clock,
      identity,
      authority,
      why,
      isReplacement,
      onOutranked: outranked,
    });
    // A state travels to the parent as a message: no function may hang on it.
    const { close, ...shown } = hub;
    return { state: { is: 'leading', ...shown }, close };
  }
  async function follow(): Promise<Running> {
    const onSilence = () => void changeLater(() => lead('silence'));
    const follower = await startFollower({ options, identity, authority, log, clock, onSilence });
    const origin = `http://127.0.0.1:${follower.port}`;
    const pages = {
      counterUrl: `${origin}/counter/`,
      boardUrl: `${origin}/board/`,
      adminUrl: `${origin}/admin/`,
      floorUrl: `${origin}/floor/`,
    };
    const { close, ...shown } = follower;
    return { state: { is: 'following', ...pages, ...shown, firstPins: [] }, close };
  }

  if (identity.device !== firstHub) refuseLostDatabase(options.dataFolder, identity);
  const why = await reasonToLead({ options, identity, log, clock });
  await change(why === null ? follow : () => lead(why));
  return {
    async close() {
      isClosed = true;
      await changing.catch(() => undefined);
      await running?.close();
    },
  };
}

/**
 * A hub whose database is gone does not know which numbers of its mark it has given; it has to be enrolled anew, for another
 * mark. What it was enrolled as when it had a database stands beside its keys. Throws when the two do not fit.
 */
function refuseLostDatabase(dataFolder: string, { certificate }: DeviceIdentity): void {
  const marker = join(dataFolder, 'trust/begun.pem');
  const hasBegun = existsSync(marker) && readFileSync(marker, 'utf8') === certificate;
  if (hasBegun && !existsSync(join(dataFolder, 'hub/hub.db')))
    throw new Error('the database of this hub is gone; enrol it anew (--again), so that it gets another mark');
  if (!hasBegun) writePrivateFile(marker, certificate);
}

/** Identity and authority of this hub; the hub a hall begins with makes both. */
function openTrust(options: HubOptions): { identity: DeviceIdentity; authority: Authority } {
  const { dataFolder } = options;
  const enrolled = readHubIdentity(dataFolder);
  const hall = enrolled === null ? readHallFile(options).setup.hall.id : enrolled.hall;
  const authority = openAuthority({ folder: join(dataFolder, 'trust'), hall });
  return { authority, identity: openHubIdentity({ dataFolder, hall, authority }) };
}

/** Why this hub leads from its start on; null = it follows. Asks the other hubs, so that one that comes back does not lead beside its successor. */
async function reasonToLead(request: {
  options: HubOptions;
  identity: DeviceIdentity;
  log: HubLog;
  clock: HallClock;
}): Promise<LeadReason | null> {
  const { options, identity, log, clock } = request;
  const { dataFolder } = options;
  if (options.takeOver) return 'order';
  const isFirst = identity.device === firstHub;
  const others = readOtherHubs(dataFolder, identity);
  if (isFirst && Object.keys(others).length === 0) return 'continues';
  if (!existsSync(join(dataFolder, 'hub/hub.db'))) return isFirst ? 'continues' : null;
  const store = openHubStore({
    dataFolder,
    device: identity.device,
    hall: identity.hall,
    role: 'kiosk',
    isReplacement: false,
    log,
    clock,
  });
  try {
    const leader = leaderOf(store.hubTerms());
    if (leader.hub !== identity.device) return null;
    const links = linkOtherHubs({ dataFolder, store, identity, term: () => leader.term, onTerm: () => undefined });
    const elsewhere = await links.highestTerm();
    links.stop();
    return elsewhere > leader.term ? null : 'continues';
  } finally {
    store.close();
  }
}
