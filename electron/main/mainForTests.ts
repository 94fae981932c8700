import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startKiosk } from './kiosk.ts';

// A package on the fallback runtime carries the SQLite addon that was rebuilt for it.
const addon = join(process.resourcesPath, 'better_sqlite3.node');
if (existsSync(addon)) process.env['HALL_SQLITE_BINDING'] ??= addon;

// Built beside `main.js`, never packaged for a release: Playwright drives the program through a debugging port.
startKiosk({ forTests: true });
