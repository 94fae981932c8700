import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HubLog } from './api/hubLog.ts';
import type { HallSetup } from './domain/hallSetup.ts';
import { enrolledSchema } from './domain/syncApi.ts';
import { httpPeer } from './log/httpPeer.ts';
import { type Sender, senderPace, startSender } from './log/sender.ts';
import { processTimers } from './log/sources.ts';
import type { HallStore } from './store/hallStore.ts';

const regionSchema = z.object({ url: z.url(), token: z.string().min(32) });
/** Where the region is and how this hall proves itself there: `region.json` in the data folder, 0600. */
export type Region = z.infer<typeof regionSchema>;

const timeoutMs = 10_000;
/** What happens in a hall reaches the region about a second later, several events in one request. */
const gatherMs = 1000;

/** The region this hall belongs to; null = none, the hall is complete without. */
export function readRegion(dataFolder: string): Region | null {
  const path = join(dataFolder, 'region.json');
  return existsSync(path) ? regionSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/**
 * Exchanges a one-time code for a lasting credential and keeps it. The hall goes on without a region when that fails: the
 * reason is returned, and the next start may try again. null = enrolled.
 */
export async function enrol(request: {
  url: string;
  code: string;
  setup: HallSetup;
  dataFolder: string;
}): Promise<string | null> {
  const { url, code, setup, dataFolder } = request;
  try {
    const response = await fetch(new URL('/v1/enrol', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, hall: setup.hall.id, name: setup.hall.name.zh }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return `the region answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
    const { token } = enrolledSchema.parse(await response.json());
    writeFileSync(join(dataFolder, 'region.json'), JSON.stringify({ url, token } satisfies Region), { mode: 0o600 });
    return null;
  } catch (fault) {
    return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  }
}

/** Sends the log of this hall to its region for ever. */
export function sendToRegion({ region, store, log }: { region: Region; store: HallStore; log: HubLog }): {
  stop(): void;
} {
  const sender: Sender = startSender({
    store: store.outbox,
    peer: httpPeer({ baseUrl: region.url, token: region.token, fetch, timeoutMs }),
    peerName: 'region',
    clock: Date.now,
    timers: processTimers,
    random: Math.random,
    ...senderPace,
  });
  let link = sender.state().link;
  const stopState = sender.onState(state => {
    if (state.link === link) return;
    link = state.link;
    log.info({ link, backlog: state.backlog, forks: state.forks, reason: state.reason }, 'region');
  });
  let gathering: NodeJS.Timeout | null = null;
  const stopCommitted = store.onCommitted(() => {
    gathering ??= setTimeout(() => {
      gathering = null;
      sender.nudge();
    }, gatherMs);
    gathering.unref();
  });
  return {
    stop() {
      stopState();
      stopCommitted();
      if (gathering !== null) clearTimeout(gathering);
      sender.stop();
    },
  };
}
