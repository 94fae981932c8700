import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['electron', 'hall', 'native', 'renderer', 'package-lock.json', 'electron.vite.config.ts'];
const stampFile = 'out/build.stamp';

function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(about.mtimeMs, ...readdirSync(path).map(name => newestMs(join(path, name))));
}

/** Builds the kiosk and the pages when a source is newer than the last build; a second start costs a few ms. Throws when the build fails. */
export async function buildWhenStale(checkout: string): Promise<void> {
  const stamp = join(checkout, stampFile);
  const newest = String(Math.max(...sources.map(source => newestMs(join(checkout, source)))));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === newest) return;
  process.stdout.write('Building the kiosk and its pages …\n');
  const built = spawnSync(process.execPath, [join(checkout, 'tools/build.ts')], { cwd: checkout, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed; its own words are above');
  writeFileSync(stamp, newest);
}
