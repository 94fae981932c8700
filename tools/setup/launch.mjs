// Second half of the set-up, on the pinned Node: Electron, its SQLite addon, an ordinary user, a screen; then the task itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from './cache.mjs';
import { ensureDebianPackages, SYSTEM_PACKAGES } from './debianPackages.mjs';
import { openDisplay } from './display.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { followChild } from './followChild.mjs';
import { ensurePostgresLinks } from './nodePackages.mjs';
import { asUser, ensureOrdinaryUser, environmentOf, openCheckout } from './ordinaryUser.mjs';
import { say } from './progress.mjs';
import { SetupFailure } from './setupFailure.mjs';
import { ensureSqliteAddon, sqliteAddonIsReady } from './sqliteAddon.mjs';
import { TASKS } from './tasks.mjs';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const root = process.getuid?.() === 0;
const cache = cacheDirectory({ HALL_CACHE_DIR: process.env['HALL_CACHE_DIR'], uid: process.getuid?.() ?? -1 });

/**
 * Prepares Electron and writes out/runtime.json, from which tests and tools learn where it is.
 * @returns {Promise<Record<string, string>>} what to add to the environment
 */
async function prepareElectron() {
  const electron = await ensureElectron({ checkout, cache, env: process.env });
  let sqliteBinding = null;
  if (!electron.release) {
    if (!(await sqliteAddonIsReady({ checkout, cache }))) {
      await ensureDebianPackages({ wanted: SYSTEM_PACKAGES.compiler, perhapsLater: [], root });
    }
    sqliteBinding = await ensureSqliteAddon({ checkout, cache, env: process.env });
  }
  const { version, release, development, test } = electron;
  const text = `${JSON.stringify({ electron: development, electronTest: test, version, release, sqliteBinding }, null, 2)}\n`;
  const file = join(checkout, 'out/runtime.json');
  await mkdir(dirname(file), { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) await writeFile(file, text);
  return sqliteBinding === null ? {} : { HALL_SQLITE_BINDING: sqliteBinding };
}

/** @param {string} name @param {readonly string[]} args @returns {Promise<number>} exit code */
async function launch(name, args) {
  const task = TASKS[name];
  if (task === undefined) throw new SetupFailure(`There is no task "${name}"`);
  const added = task.electron ? await prepareElectron() : {};
  if (task.postgres) await ensurePostgresLinks(checkout);
  const user = root && task.ordinaryUser ? await ensureOrdinaryUser() : null;
  if (user !== null) await openCheckout({ checkout, cache, user });
  if (task.command === null) return 0;
  const script = task.command[0] === 'node' ? task.command[1] : undefined;
  if (script !== undefined && !existsSync(join(checkout, script))) {
    throw new SetupFailure(`"${name}" cannot run: ${script} is missing from this checkout`);
  }
  const env = { ...(user === null ? process.env : environmentOf(process.env, user)), ...added };
  if (task.bundles) {
    const [command, ...rest] = asUser(user, ['node', 'tools/build.ts', '--when-stale']);
    const built = await followChild(spawn(command, rest, { cwd: checkout, env, stdio: 'inherit' }));
    if (built !== 0) return built;
  }
  const display =
    task.display === 'none' ? null : await openDisplay({ env, user, alwaysVirtual: task.display === 'virtual' });
  try {
    say(`Running "${name}"${user === null ? '' : ` as ${user.name}`}`);
    const [command, ...rest] = asUser(user, [...task.command, ...args]);
    const child = spawn(command, rest, { cwd: checkout, env: { ...env, ...display?.env }, stdio: 'inherit' });
    return await followChild(child);
  } finally {
    display?.close();
  }
}

try {
  process.exitCode = await launch(process.argv[2] ?? '', process.argv.slice(3));
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
