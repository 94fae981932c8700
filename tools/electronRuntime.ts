import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this checkout. */
export const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the set-up wrote down about this machine's Electron (`out/runtime.json`). */
export type Runtime = {
  /** Program for development, absolute path. */
  readonly electron: string;
  /** The same with Node's inspector allowed, which Playwright's `_electron` needs. */
  readonly electronTest: string;
  /** Version of Electron, e.g. "45.4.1". */
  readonly version: string;
  /** Fit for a release package; false for the fallback runtime. */
  readonly release: boolean;
  /** Path for better-sqlite3's `nativeBinding` (also in `HALL_SQLITE_BINDING`); null: its own prebuilt addon is right. */
  readonly sqliteBinding: string | null;
};

/**
 * Reads what the set-up found.
 * @throws {Error} when the set-up has not run in this checkout
 */
export function readRuntime(): Runtime {
  const file = join(checkout, 'out/runtime.json');
  if (!existsSync(file)) throw new Error('Electron is not set up in this checkout: run `npm run setup` first');
  return JSON.parse(readFileSync(file, 'utf8')) as Runtime;
}

/**
 * The Electron program to start. It takes the folder of an app as its first plain argument, whichever runtime it is:
 * `spawn(electronExecutable('development'), [checkout, …])` or
 * `_electron.launch({ executablePath: electronExecutable('test'), args: [checkout], chromiumSandbox: true })`.
 * Start it as an ordinary user: with root Chromium would need its sandbox off.
 */
export function electronExecutable(flavour: 'development' | 'test'): string {
  const runtime = readRuntime();
  return flavour === 'test' ? runtime.electronTest : runtime.electron;
}
