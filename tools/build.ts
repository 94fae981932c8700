// `npm run build`: main, preload and pages into out/. With --when-stale only when a source is newer than the last build.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'electron-vite';
import { build as buildPages } from 'vite';
import { browserPages, phonePages } from '../electron.vite.config.ts';
import { buildWhenStale } from './buildWhenStale.ts';
import { checkout } from './electronRuntime.ts';

async function buildAll(): Promise<void> {
  const startMs = performance.now();
  // electron-vite writes a bundled copy of its configuration beside it. The checkout may belong to somebody else, so it is given a
  // pointer below out/; an address is left as it is and Node reads the configuration itself.
  const pointer = join(checkout, 'out/cache/electron.vite.config.mjs');
  mkdirSync(join(checkout, 'out/cache'), { recursive: true });
  const address = pathToFileURL(join(checkout, 'electron.vite.config.ts')).href;
  writeFileSync(pointer, `export { default } from ${JSON.stringify(address)};\n`);
  await build({ configFile: pointer, root: checkout, logLevel: 'warn', ignoreConfigWarning: true });
  await buildPages({ ...browserPages, logLevel: 'warn' });
  await buildPages({ ...phonePages, logLevel: 'warn' });
  process.stdout.write(
    `Built out/main, out/preload and out/renderer (${((performance.now() - startMs) / 1000).toFixed(1)} s)\n`,
  );
}

await (process.argv.includes('--when-stale') ? buildWhenStale(checkout) : buildAll());
