import { pino } from 'pino';
import type { ChildOrder, ParentPort } from './domain/door.ts';
import { realClock } from './hallClock.ts';
import { type HubOptions, hubUsage, readHubOptions } from './hubOptions.ts';
import { type HubState, runHub } from './hubRoles.ts';

/** sysexits.h: 64 wrong command line, 69 cannot be started like this, 70 a bug. */
const exitCodes = { done: 0, usage: 64, unavailable: 69, broken: 70 } as const;
/** A parent waits 800 ms for its children. */
const longestShutdownMs = 700;

const log = pino({ name: 'hub', base: null, level: process.env['HALL_LOG_LEVEL'] ?? 'info' });
const parent = 'parentPort' in process ? ((process as { parentPort?: ParentPort }).parentPort ?? null) : null;

function endBroken(fault: unknown): never {
  log.fatal({ err: fault }, 'the hub ends because of a fault');
  process.exit(exitCodes.broken);
}
process.on('uncaughtException', endBroken);
process.on('unhandledRejection', endBroken);

function readOptions(): HubOptions {
  try {
    return readHubOptions({ args: process.argv.slice(2), env: process.env, programFolder: import.meta.dirname });
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n${hubUsage}\n`);
    return process.exit(exitCodes.usage);
  }
}

function present(hub: HubState): void {
  const pins = hub.firstPins.map(
    ({ account, pin }) => `  First sign-in  account ${account}, PIN ${pin} (to be changed)\n`,
  );
  const machines = hub.machineUrls.length === 0 ? '' : `  Machines       ${hub.machineUrls.join('  ')}\n`;
  process.stdout.write(
    `Hub ${hub.is === 'leading' ? 'ready' : 'follows the leading one'}\n  Counter        ${hub.counterUrl}\n  Board          ${hub.boardUrl}\n  Set-up         ${hub.adminUrl}\n  Supervisor     ${hub.floorUrl}\n${machines}${pins.join('')}`,
  );
}

let hub: { close(): Promise<void> } | null = null;
let isEnding = false;

/** Finishes what is under way; what hangs is left behind after 0.7 s, everything promised is on disk already. */
async function shutdown(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(exitCodes.done), longestShutdownMs).unref();
  await hub?.close();
  process.exit(exitCodes.done);
}

// Listened to before the start is over, so that an early order to stop is not lost.
process.once('SIGTERM', () => void shutdown());
process.once('SIGINT', () => void shutdown());
process.once('disconnect', () => void shutdown());
parent?.on('message', ({ data }) => {
  if ((data as ChildOrder).is === 'shutdown') void shutdown();
});

/** Told at the start and whenever this hub begins to lead or to follow. */
function tell(state: HubState): void {
  present(state);
  const { port, counterUrl, boardUrl, adminUrl, floorUrl, machineUrls, firstPins } = state;
  const urls = { counterUrl, boardUrl, adminUrl, floorUrl, machineUrls: [...machineUrls] };
  // Field by field: what a running hub has besides, such as its functions, cannot be cloned by Electron's port.
  const ready = { is: 'ready', ready: true, hub: state.is, port, ...urls, firstPins: [...firstPins] } as const;
  parent?.postMessage(ready);
  process.send?.(ready);
}

try {
  hub = await runHub({ options: readOptions(), log, clock: realClock, onState: tell, onBroken: endBroken });
} catch (fault) {
  log.fatal({ err: fault }, 'the hub could not start');
  process.stderr.write(`The hub could not start: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(exitCodes.unavailable);
}
