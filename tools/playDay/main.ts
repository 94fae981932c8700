import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hashPin } from '../../hall/api/pinHash.ts';
import { tokenHash } from '../../hall/api/tokenHash.ts';
import { type HallSetup, hallSetupSchema } from '../../hall/domain/hallSetup.ts';
import { accountIdSchema, deviceIdSchema } from '../../hall/domain/ids.ts';
import { fastClock, type HallClock } from '../../hall/hallClock.ts';
import { readHubOptions } from '../../hall/hubOptions.ts';
import { runHub } from '../../hall/hubRoles.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { playClerk } from './playClerk.ts';
import { playKiosk } from './playKiosk.ts';

const usage = `npm run play-day -- [--port 8787] [--speed 100] [--clerks 4]
Starts a hub on an empty folder whose day runs faster than ours, three kiosks and a few clerks, and prints where to look.`;
const minuteMs = 60_000;
const kiosks = ['kiosk-1', 'kiosk-2', 'kiosk-3'];
const supervisor = '1001';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    speed: { type: 'string', default: '100' },
    clerks: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});
const [speed, clerkCount] = [Number(values.speed), Number(values.clerks)];
if (values.help || !(speed >= 1 && speed <= 1000) || !(clerkCount >= 1 && clerkCount <= 50)) {
  console.log(usage);
  process.exit(values.help ? 0 : 64);
}

const root = join(import.meta.dirname, '../..');
const dataFolder = mkdtempSync(join(tmpdir(), 'played-hall-'));

/** The example hall, open all day: whoever tries it at night should see something. */
function writeHall(): HallSetup {
  const text: unknown = JSON.parse(readFileSync(join(root, 'resources/hall.example.json'), 'utf8'));
  const hall = { ...(text as Record<string, unknown>), openingHours: null };
  writeFileSync(join(dataFolder, 'hall.json'), JSON.stringify(hall));
  return hallSetupSchema.parse(hall);
}

/** Today at 9:50 in Beijing, and on from there. */
function dayClock(): HallClock {
  const beijing = new Date(Date.now() + 8 * 60 * minuteMs);
  beijing.setUTCHours(1, 50, 0, 0);
  return fastClock({ startMs: beijing.getTime(), speed });
}

/** Accounts and credentials are put in before the hub starts, as an installer would. */
async function prepare(setup: HallSetup, clock: HallClock) {
  for (const folder of ['hub', 'witness']) mkdirSync(join(dataFolder, folder), { recursive: true, mode: 0o700 });
  const store = openHallStore({
    databasePath: join(dataFolder, 'hub/hub.db'),
    witnessPath: join(dataFolder, 'witness/hub.journal'),
    device: deviceIdSchema.parse('hub-1'),
    hall: setup.hall.id,
    clock: clock.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'hub',
  });
  if (!store.ok) throw new Error(store.failure.message);
  const pin = String(randomInt(100_000, 1_000_000));
  const pinHash = await hashPin(pin);
  const clerks = Array.from({ length: clerkCount }, (_, i) => String(2001 + i));
  for (const account of [supervisor, ...clerks])
    store.value.putAccount({
      account: accountIdSchema.parse(account),
      role: account === supervisor ? 'supervisor' : 'clerk',
      pinHash,
      mustChangePin: false,
      isDisabled: false,
      lastSignInAt: null,
    });
  const tokens = kiosks.map(kiosk => {
    const token = randomBytes(32).toString('base64url');
    store.value.putDevice(kiosk, tokenHash(token));
    // The hub registers the kiosk on its own PC by this file.
    if (kiosk === kiosks[0]) writeFileSync(join(dataFolder, 'device.token'), token, { mode: 0o600 });
    return { kiosk, token };
  });
  store.value.close();
  return { pin, clerks, tokens };
}

const clock = dayClock();
const setup = writeHall();
const { pin, clerks, tokens } = await prepare(setup, clock);
const log = {
  info: () => undefined,
  warn: (fields: object, message: string) => console.warn(message, fields),
  error: (fields: object, message: string) => console.error(message, fields),
};
const options = readHubOptions({
  args: ['--port', values.port],
  env: { HALL_DATA: dataFolder },
  programFolder: join(root, 'hall'),
});
let url = '';
const hub = await runHub({
  options,
  log,
  clock,
  onState: ({ port }) => void (url = `http://127.0.0.1:${port}`),
  onBroken: fault => log.error({ err: fault }, 'the hub ends because of a fault'),
});
const abort = new AbortController();
const day = { url, clock, setup, signal: abort.signal };
const players = [
  ...tokens.map(({ kiosk, token }, i) =>
    playKiosk({ ...day, kiosk, token, dataFolder, share: 1 / tokens.length, clerks: clerkCount, isShort: i === 1 }),
  ),
  ...clerks.map((account, i) => playClerk({ ...day, account, pin, counter: setup.counters[i] ?? null })),
];
console.log(`A day at ${speed} times the speed, from 9:50 on. Stop with Ctrl+C.
  Supervisor     ${url}/floor/
  Board          ${url}/board/
  Account ${supervisor}, PIN ${pin}`);

process.once('SIGINT', () => abort.abort());
process.once('SIGTERM', () => abort.abort());
await Promise.all(players);
await hub.close();
rmSync(dataFolder, { recursive: true, force: true });
process.exit(0);
