// `npm start`: kiosk and hub on this PC. With no device configured, simulated ones stand in and the screen says so.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { stationSettingsSchema } from '../hall/domain/stationSettings.ts';
import { buildWhenStale } from './buildWhenStale.ts';
import { checkout, electronExecutable } from './electronRuntime.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../native/simulator/simulatorProcess.ts';

/** The kiosk leaves with this code when it wants a fresh process (page crashed too often, internal fault). */
const restartCode = 70;
const shortestRestartMs = 500;
const longestRestartMs = 30_000;

const dataFolder = process.env['HALL_DATA'] || join(homedir(), '.local/share/hall-kiosk');

function needsSimulators(): boolean {
  const file = join(dataFolder, 'kiosk.json');
  const settings = stationSettingsSchema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  return settings.devices.idReader === null && settings.devices.printer === null;
}

async function startSimulators(): Promise<{ idReader: SimulatorProcess; printer: SimulatorProcess }> {
  const run = join(dataFolder, 'run');
  mkdirSync(run, { recursive: true });
  const [idReader, printer] = await Promise.all([
    startSimulatorProcess({ checkout, device: 'id-reader', link: join(run, 'id-reader') }),
    startSimulatorProcess({ checkout, device: 'printer', link: join(run, 'printer') }),
  ]);
  process.stdout.write(
    `No device is configured in ${join(dataFolder, 'kiosk.json')}: simulated ones stand in (demonstration).\n` +
      `  Card reader  ${idReader.control}   e.g. curl -X POST ${idReader.control}/card\n` +
      `  Printer      ${printer.control}   printed slips: ${printer.control}/papers\n`,
  );
  return { idReader, printer };
}

async function main(): Promise<number> {
  mkdirSync(dataFolder, { recursive: true });
  await buildWhenStale(checkout);
  const simulators = needsSimulators() ? await startSimulators() : null;
  const env: NodeJS.ProcessEnv = { ...process.env, HALL_DATA: dataFolder };
  if (simulators !== null)
    env['HALL_DEMONSTRATION'] = JSON.stringify({
      idReader: simulators.idReader.path,
      printer: simulators.printer.path,
    });

  let stopping = false;
  let restartMs = shortestRestartMs;
  for (;;) {
    const startedAt = Date.now();
    const kiosk = spawn(electronExecutable('development'), [checkout], { cwd: checkout, env, stdio: 'inherit' });
    const stop = () => {
      stopping = true;
      kiosk.kill('SIGTERM');
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const code = await new Promise<number>(resolve => kiosk.once('exit', status => resolve(status ?? restartCode)));
    process.off('SIGINT', stop).off('SIGTERM', stop);
    if (stopping || code !== restartCode) {
      simulators?.idReader.stop();
      simulators?.printer.stop();
      return stopping ? 0 : code;
    }
    if (Date.now() - startedAt > longestRestartMs) restartMs = shortestRestartMs;
    process.stdout.write(`The kiosk asked for a fresh start; it comes back in ${restartMs} ms.\n`);
    await new Promise(resolve => setTimeout(resolve, restartMs));
    restartMs = Math.min(longestRestartMs, restartMs * 2);
  }
}

process.exitCode = await main();
