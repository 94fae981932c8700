import { readFileSync } from 'node:fs';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quietly } from './progress.mjs';
import { DOWNLOAD_WAITS_MS, pause, retry } from './retry.mjs';

const RELEASE_HOST = 'https://github.com/electron/electron/releases/download/';
const PROBE_MS = 8_000;
const DOWNLOAD_MS = 15 * 60_000;
const ASK_AGAIN_AFTER_MS = 24 * 3_600_000;

/** @param {string} checkout @returns {string} the pinned version of the npm package `electron` */
export const releaseVersion = checkout =>
  JSON.parse(readFileSync(join(checkout, 'node_modules/electron/package.json'), 'utf8')).version;

/**
 * Does the release host (or `ELECTRON_MIRROR`) answer at all? A network that swallows packets would otherwise cost minutes at every first start.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
async function hostAnswers(env) {
  if (env['ELECTRON_GET_USE_PROXY']) return true;
  const host = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? RELEASE_HOST;
  try {
    await fetch(host, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Is it worth asking the release host now? Once it was silent, it is asked again a day later: every start in between stays fast.
 * @param {string} silentMark file that was touched when the host did not answer
 * @param {number} nowMs
 * @returns {Promise<boolean>}
 */
export async function worthAsking(silentMark, nowMs) {
  try {
    return nowMs - (await stat(silentMark)).mtimeMs > ASK_AGAIN_AFTER_MS;
  } catch {
    return true;
  }
}

/** @param {string} silentMark */
export const rememberSilence = silentMark => writeFile(silentMark, `${new Date().toISOString()}\n`);

/**
 * Fetches the production Electron by its own installer, which checks the release's checksums.
 * @param {{ checkout: string, env: NodeJS.ProcessEnv, downloads: string, directory: string }} order
 *   `downloads` holds the archive until it is unpacked; `directory` receives the unpacked runtime
 * @throws {Error} when the host does not answer or the download fails
 */
export async function fetchRelease({ checkout, env, downloads, directory }) {
  if (!(await hostAnswers(env))) throw new Error('the release host does not answer');
  const home = join(checkout, 'node_modules/electron');
  await rm(join(home, 'dist'), { recursive: true, force: true });
  const options = {
    cwd: home,
    env: { ...env, electron_config_cache: downloads },
    timeoutMs: DOWNLOAD_MS,
    onOutput: () => {},
  };
  const plan = { waitsMs: DOWNLOAD_WAITS_MS, pause, onFailure: () => {} };
  await retry(() => quietly(process.execPath, ['install.js'], options), plan);
  const unpacked = await readFile(join(home, 'dist/version'), 'utf8');
  if (unpacked.trim().replace(/^v/, '') !== releaseVersion(checkout)) throw new Error(`the installer left ${unpacked}`);
  await cp(join(home, 'dist'), directory, { recursive: true });
  await rm(join(home, 'dist'), { recursive: true, force: true });
  await rm(downloads, { recursive: true, force: true });
}
