import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const outFolder = join(import.meta.dirname, '../out');

/** What is run: `HALL_BUILD` names another folder with `main/`, `preload/` and `renderer/` than this checkout's `out/`. */
export const buildFolder = process.env['HALL_BUILD'] ?? outFolder;
export const mainProgram = join(buildFolder, 'main/main.js');
export const mainProgramForTests = join(buildFolder, 'main/mainForTests.js');

/** Data folders, logs and marks of running kiosks. */
export const workFolder = join(process.env['HALL_E2E_FOLDER'] ?? join(outFolder, 'e2e'));

type Runtime = { electron: string; electronTest: string; sqliteBinding: string | null };

/** Written by the set-up: the runtime as a kiosk has it, and the one that Playwright may drive. */
export const runtime: Runtime = JSON.parse(readFileSync(join(outFolder, 'runtime.json'), 'utf8'));

/** Environment of every kiosk under test. */
export function kioskEnvironment(own: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const binding = runtime.sqliteBinding === null ? {} : { HALL_SQLITE_BINDING: runtime.sqliteBinding };
  return { ...Object.fromEntries(inherited), ...binding, ...own };
}
