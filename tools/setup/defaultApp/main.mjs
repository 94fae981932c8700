// Runs the app whose folder is the first plain argument, as Electron's own default app does. The top-level await holds back
// `ready` until the app's main module has run, so that it can still register schemes.
import { app as electronApp } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The two setters are Electron's own, outside its public types. @type {import('electron').App & { setVersion(version: string): void, setAppPath(path: string): void }} */
const app = /** @type {never} */ (electronApp);
const given = process.argv.slice(1).find(argument => !argument.startsWith('-'));
if (given === undefined) {
  process.stderr.write('Usage: electron <folder or file of the app>\n');
  app.exit(64);
} else {
  const path = resolve(given);
  let entry = path;
  let folder = dirname(path);
  if (statSync(path).isDirectory()) {
    const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    app.setName(about.productName ?? about.name ?? 'electron');
    app.setVersion(about.version ?? '0.0.0');
    folder = path;
    entry = join(path, about.main ?? 'index.js');
  }
  app.setAppPath(folder);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  await import(pathToFileURL(entry).href);
}
