import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { type SimulatorProcess, startSimulatorProcess } from '../native/simulator/simulatorProcess.ts';
import { workFolder } from './kioskBuild.ts';
import { freePort } from './freePort.ts';
import { type KioskApp, launchKiosk } from './kioskApp.ts';
import { type RegionProcess, startRegionProcess } from './regionProcess.ts';

const checkout = join(import.meta.dirname, '..');
const chromiumPath = '/usr/bin/chromium';

/** A complete hall: region with PostgreSQL, simulated reader and printer on real serial ports, kiosk with its hub, a browser. */
export type HallWorld = {
  folder: string;
  region: RegionProcess;
  regionPort: number;
  reader: SimulatorProcess;
  printer: SimulatorProcess;
  kiosk: KioskApp;
  hubUrl: string;
  /** First-sign-in PINs by account. */
  firstPins(): Readonly<Record<string, string>>;
  /** A browser as clerks and boards have it. */
  browser(): Promise<Browser>;
  stop(): Promise<void>;
};

/** Starts every part as its own process, as in a real hall; ports are whatever is free. */
export async function openHallWorld(request: { name: string }): Promise<HallWorld> {
  const folder = join(workFolder, 'worlds', `${request.name}-${process.pid}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  const [regionPort, hubPort] = await Promise.all([freePort(), freePort()]);
  const [region, reader, printer] = await Promise.all([
    startRegionProcess({ dataFolder: join(folder, 'region'), port: regionPort }),
    startSimulatorProcess({ checkout, device: 'id-reader', link: join(folder, 'id-reader') }),
    startSimulatorProcess({ checkout, device: 'printer', link: join(folder, 'printer') }),
  ]);
  const stopParts = async (last: RegionProcess): Promise<void> => {
    reader.stop();
    printer.stop();
    await last.stop();
  };
  const kiosk = await launchKiosk({
    settings: {},
    orientation: 'portrait',
    environment: {
      HALL_DEMONSTRATION: JSON.stringify({ idReader: reader.path, printer: printer.path }),
      HALL_HUB_PORT: String(hubPort),
      HALL_REGION_URL: region.url,
      HALL_REGION_CODE: region.enrolmentCode,
    },
  }).catch(async (fault: unknown) => {
    await stopParts(region);
    throw fault;
  });
  // The page is drawn first; a hall is open when station and hub answer too.
  for (const name of ['station', 'hub'] as const)
    await kiosk.waitFor(report => report.is === 'child.ready' && report.name === name, { from: 0, limitMs: 30_000 });
  let opened: Browser | null = null;
  const world: HallWorld = {
    folder,
    region,
    regionPort,
    reader,
    printer,
    kiosk,
    hubUrl: `http://127.0.0.1:${hubPort}`,
    firstPins: () =>
      JSON.parse(readFileSync(join(kiosk.dataFolder, 'first-pins.json'), 'utf8')) as Record<string, string>,
    async browser() {
      opened ??= await chromium.launch({
        executablePath: chromiumPath,
        args: ['--autoplay-policy=no-user-gesture-required'],
      });
      return opened;
    },
    async stop() {
      await opened?.close();
      await kiosk.stop();
      // A test may have put another region in its place.
      await stopParts(world.region);
    },
  };
  return world;
}
