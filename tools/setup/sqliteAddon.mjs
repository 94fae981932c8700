import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cacheEntryIsSound, fillCacheEntry } from './cache.mjs';
import { quietly, step } from './progress.mjs';
import { SetupFailure } from './setupFailure.mjs';

const ADDON = 'better_sqlite3.node';

// The addon asks for Node-API 10, which Electron 33 (Node-API 9) does not have: it crashes there. Built as "experimental" with the one
// experimental behaviour switched off, the same source runs on both.
const CXXFLAGS =
  '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/**
 * Folders that may hold include/node/node_api.h, best first. Any recent headers will do: only the stable ABI is used.
 * @param {{ npm_config_nodedir?: string | undefined, npm_node_execpath?: string | undefined, PATH?: string | undefined }} env
 * @param {string} execPath of the running Node
 * @returns {string[]}
 */
export function headerPrefixes(env, execPath) {
  const programs = [
    env.npm_node_execpath,
    execPath,
    ...(env.PATH ?? '').split(':').map(folder => join(folder, 'node')),
  ];
  const prefixes = programs.flatMap(program => (program ? [resolve(dirname(program), '..')] : []));
  return [...new Set([...(env.npm_config_nodedir ? [env.npm_config_nodedir] : []), ...prefixes, '/usr/local', '/usr'])];
}

/** @param {string} folder @returns {boolean} node-gyp needs its configuration beside the headers */
const hasHeaders = folder =>
  existsSync(join(folder, 'include/node/node_api.h')) && existsSync(join(folder, 'include/node/common.gypi'));

/** @param {string} cache @param {string} checkout @returns {string} folder of the cached addon, keyed by what it was built from */
function addonDirectory(cache, checkout) {
  const { version } = JSON.parse(readFileSync(join(checkout, 'node_modules/better-sqlite3/package.json'), 'utf8'));
  return join(cache, `better-sqlite3-${version}-napi9-linux-x64`);
}

/** @param {{ checkout: string, cache: string }} place @returns {Promise<boolean>} */
export const sqliteAddonIsReady = ({ checkout, cache }) => cacheEntryIsSound(addonDirectory(cache, checkout));

/**
 * Builds the SQLite addon for Electron 33 once and keeps it in the cache. Never inside node_modules: the loader would prefer it and a package would ship it.
 * @param {{ checkout: string, cache: string, env: NodeJS.ProcessEnv }} place
 * @returns {Promise<string>} path for better-sqlite3's `nativeBinding`
 */
export async function ensureSqliteAddon({ checkout, cache, env }) {
  const directory = addonDirectory(cache, checkout);
  await step('SQLite addon', async ({ note, watch }) => {
    if (await cacheEntryIsSound(directory)) {
      note('built before');
      return;
    }
    let last = '';
    watch(() => `compiling, about 80 s${last}`);
    await fillCacheEntry({
      directory,
      keyFiles: [ADDON],
      fill: draft =>
        compile({
          checkout,
          env,
          draft,
          onOutput: chunk => {
            last = `; ${chunk.trim().split('\n').at(-1)?.trim().slice(0, 60)}`;
          },
        }),
    }).catch(error => {
      throw new SetupFailure(
        `The SQLite addon could not be compiled; it needs g++, make, python3 and Node's headers (include/node beside the Node that runs npm): ${String(error)}`,
      );
    });
    note(`compiled into ${directory}`);
  });
  await rm(join(checkout, 'node_modules/better-sqlite3/build'), { recursive: true, force: true });
  return join(directory, ADDON);
}

/** @param {{ checkout: string, env: NodeJS.ProcessEnv, draft: string, onOutput: (chunk: string) => void }} order */
async function compile({ checkout, env, draft, onOutput }) {
  const source = join(draft, 'source');
  await cp(join(checkout, 'node_modules/better-sqlite3'), source, {
    recursive: true,
    filter: path => !/[\\/](build|prebuilds)$/.test(path),
  });
  await mkdir(join(source, 'node_modules'), { recursive: true });
  await cp(join(checkout, 'node_modules/node-addon-api'), join(source, 'node_modules/node-addon-api'), {
    recursive: true,
  });
  const headers = headerPrefixes(env, process.execPath).find(hasHeaders);
  const gyp = join(checkout, 'node_modules/node-gyp/bin/node-gyp.js');
  const args = [gyp, 'rebuild', '--release', '--force_build=1', ...(headers ? [`--nodedir=${headers}`] : [])];
  await quietly(process.execPath, args, {
    cwd: source,
    env: { ...env, CXXFLAGS, JOBS: 'max' },
    timeoutMs: 15 * 60_000,
    onOutput,
  });
  await copyFile(join(source, 'build/Release', ADDON), join(draft, ADDON));
  await rm(source, { recursive: true });
  const probe = `process.dlopen({ exports: {} }, ${JSON.stringify(join(draft, ADDON))})`;
  const loaded = spawnSync(process.execPath, ['-e', probe], { encoding: 'utf8' });
  if (loaded.status !== 0) throw new Error(`the compiled addon does not load: ${loaded.stderr}`);
}
