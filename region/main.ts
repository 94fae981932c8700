import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { type Region, regionDefaults, startRegion } from './startRegion.ts';
import { firstAccount } from './store/accounts.ts';
import { rebuildProjections } from './store/reproject.ts';

const usage = `region [--port 8788] [--listen 127.0.0.1] [--restored] [--rebuild-projections]
  --listen 0.0.0.0        answer other machines (put TLS in front)
  --restored              say once, after the database came back from a backup
  --rebuild-projections   make the tables of the page again from the events, then stop
  DATABASE_URL            another PostgreSQL (15 or later) instead of the built-in one
  HALL_DATA               folder of the built-in one`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(line: string): never {
  process.stderr.write(`region: ${line}\n`);
  process.exit(1);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: String(regionDefaults.port) },
        listen: { type: 'string', default: regionDefaults.host },
        restored: { type: 'boolean', default: false },
        'rebuild-projections': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) fail(`--port ${values.port} is no port`);
    return values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function announce(region: Region, host: string): void {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  say(`Region is ready: http://${shown}:${region.port}/`);
  if (region.firstPin !== null)
    say(`First sign-in: account ${firstAccount}, PIN ${region.firstPin} (to be changed at once)`);
  say(`Enrolment code for one hall, valid for a day: ${region.enrolmentCode}`);
}

const options = readOptions();
if (options.help) {
  say(usage);
  process.exit(0);
}
const started = await startRegion({
  ...regionDefaults,
  dataFolder: process.env['HALL_DATA'] || join(homedir(), '.local/share/hall-kiosk'),
  databaseUrl: process.env['DATABASE_URL'] ?? null,
  host: options.listen,
  port: options['rebuild-projections'] ? 0 : Number(options.port),
  restored: options.restored,
  log: pino({ name: 'region' }, pino.destination({ dest: 2, sync: true })),
});
if (!started.ok) fail(started.failure.message);
const region = started.value;

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await region.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

if (options['rebuild-projections']) {
  say(`Projections were made again from ${await rebuildProjections(region.database)} events`);
  await stop();
} else {
  announce(region, options.listen);
  await region.databaseLost;
  // Ends with an error so that whoever supervises this process starts it again; a restart recovers the database.
  if (!stopping) fail('PostgreSQL has stopped by itself; see region-pg.log');
}
