import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packFlatFolder } from './asar.mjs';
import { cacheDirectory, cacheEntryIsSound, fillCacheEntry } from './cache.mjs';
import { aptLine, missingPackages } from './debianPackages.mjs';
import { plainElectronPath } from './electronFallback.mjs';
import { worthAsking } from './electronRelease.mjs';
import { installIsCurrent, lockIsWrong, npmReason } from './nodePackages.mjs';
import { asUser, environmentOf, findUser } from './ordinaryUser.mjs';
import { retry } from './retry.mjs';
import { headerPrefixes } from './sqliteAddon.mjs';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'set-up-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('system packages', () => {
  it('names what is missing, a 64-bit-time rename being the package itself', () => {
    expect(missingPackages(['socat', 'libgtk-3-0', 'xvfb'], new Set(['socat', 'libgtk-3-0t64']))).toEqual(['xvfb']);
  });

  it('gives one line to run', () => {
    expect(aptLine(['xvfb', 'socat'])).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb socat',
    );
  });
});

describe('npm packages', () => {
  const locked = { '': {}, a: { version: '1.0.0' }, b: { version: '2.0.0', optional: true } };

  it('are current when each required one is there in its version', () => {
    expect(installIsCurrent(locked, { a: { version: '1.0.0' } })).toBe(true);
    expect(installIsCurrent(locked, { a: { version: '1.0.0' }, b: { version: '2.0.0', optional: true } })).toBe(true);
  });

  it.each([
    ['one is missing', {}],
    ['one has another version', { a: { version: '1.0.1' } }],
    ['one is too many', { a: { version: '1.0.0' }, c: { version: '1.0.0' } }],
  ])('are not when %s', (_, installed) => {
    expect(installIsCurrent(locked, installed)).toBe(false);
  });
});

describe('the lock file', () => {
  it('names every package that some package may want, so that `npm ci` accepts it on every machine', async () => {
    const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
    const { packages } = JSON.parse(text) as { packages: Record<string, Record<string, Record<string, string>>> };
    const found = (from: string, name: string): boolean => {
      if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true;
      if (from === '') return false;
      return found(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
    };
    const missing = Object.entries(packages).flatMap(([path, { dependencies = {}, optionalDependencies = {} }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).filter(name => !found(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it('is told apart from a network that fails', () => {
    const output =
      'npm warn x\nnpm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install\nnpm error Usage:\n';
    expect(lockIsWrong(output)).toBe(true);
    expect(lockIsWrong('npm error code ENOTFOUND\n')).toBe(false);
    expect(npmReason(output)).toBe('npm error code EUSAGE; npm error `npm ci` can only install; npm error Usage:');
  });
});

describe('a download', () => {
  const run = async (failures: number) => {
    const waited: number[] = [];
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      if (tries <= failures) throw new Error(`try ${tries}`);
      return tries;
    };
    const pause = async (ms: number) => {
      waited.push(ms);
    };
    const result = await retry(attempt, { waitsMs: [10, 40], pause, onFailure: () => {} }).catch(String);
    return { result, waited };
  };

  it('is tried three times with growing waits', async () => {
    expect(await run(0)).toEqual({ result: 1, waited: [] });
    expect(await run(2)).toEqual({ result: 3, waited: [10, 40] });
    expect(await run(3)).toEqual({ result: 'Error: try 3', waited: [10, 40] });
  });

  it('asks a silent release host again after a day', async () => {
    const mark = join(directory, 'silent');
    expect(await worthAsking(mark, Date.now())).toBe(true);
    await writeFile(mark, '');
    expect(await worthAsking(mark, Date.now())).toBe(false);
    expect(await worthAsking(mark, Date.now() + 25 * 3_600_000)).toBe(true);
  });
});

describe('the cache', () => {
  it('is shared by all checkouts of a machine and can be moved', () => {
    expect(cacheDirectory({ uid: 0 })).toBe('/var/cache/hall-kiosk');
    expect(cacheDirectory({ uid: 1000 })).toMatch(/\.cache\/hall-kiosk$/);
    expect(cacheDirectory({ uid: 0, HALL_CACHE_DIR: '/elsewhere' })).toBe('/elsewhere');
  });

  it('notices a damaged key file, a file cut short and a missing one', async () => {
    const entry = join(directory, 'entry');
    const fill = async (draft: string) => {
      await mkdir(join(draft, 'inside'));
      await writeFile(join(draft, 'key'), 'exact');
      await writeFile(join(draft, 'inside/other'), 'other');
    };
    const renew = () => fillCacheEntry({ directory: entry, keyFiles: ['key'], fill });
    expect(await cacheEntryIsSound(entry)).toBe(false);
    await renew();
    expect(await cacheEntryIsSound(entry)).toBe(true);
    for (const damage of [
      () => writeFile(join(entry, 'key'), 'exacT'),
      () => writeFile(join(entry, 'inside/other'), 'othe'),
      () => rm(join(entry, 'inside/other')),
    ]) {
      await damage();
      expect(await cacheEntryIsSound(entry)).toBe(false);
      await renew();
      expect(await cacheEntryIsSound(entry)).toBe(true);
    }
  });

  it('is left as it was when filling fails', async () => {
    const entry = join(directory, 'entry');
    const fill = async () => {
      throw new Error('no network');
    };
    await expect(fillCacheEntry({ directory: entry, keyFiles: [], fill })).rejects.toThrow('no network');
    expect(await cacheEntryIsSound(entry)).toBe(false);
  });
});

describe('the fallback runtime', () => {
  it('leaves the foreign program out and takes the plain name', () => {
    expect(plainElectronPath('Cypress/Cypress')).toBe('electron');
    expect(plainElectronPath('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(plainElectronPath('Cypress/resources/app/index.js')).toBeNull();
    expect(plainElectronPath('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
  });

  it('gets a default app in the asar format', async () => {
    const folder = join(directory, 'app');
    await mkdir(folder);
    await writeFile(join(folder, 'a.txt'), 'one');
    await writeFile(join(folder, 'b.txt'), 'two');
    await packFlatFolder(folder, join(directory, 'app.asar'));
    const bytes = await readFile(join(directory, 'app.asar'));
    const length = bytes.readUInt32LE(12);
    const { files } = JSON.parse(bytes.toString('utf8', 16, 16 + length)) as {
      files: Record<string, { size: number; offset: string }>;
    };
    const start = 8 + bytes.readUInt32LE(4);
    const b = files['b.txt']!;
    expect(bytes.toString('utf8', start + Number(b.offset), start + Number(b.offset) + b.size)).toBe('two');
  });

  it('looks for headers beside the Node that runs npm', () => {
    const found = headerPrefixes(
      { npm_config_nodedir: '/given', npm_node_execpath: '/opt/node/bin/node', PATH: '/usr/bin' },
      '/checkout/node_modules/node/bin/node',
    );
    expect(found.slice(0, 2)).toEqual(['/given', '/opt/node']);
    expect(found).toContain('/usr');
  });
});

describe('the ordinary user', () => {
  const user = { name: 'hall', uid: 1001, gid: 1002, home: '/home/hall' };

  it('is read from the user list', () => {
    expect(findUser('root:x:0:0::/root:/bin/sh\nhall:x:1001:1002::/home/hall:/bin/bash\n', 'hall')).toEqual(user);
    expect(findUser('halley:x:1:1::/:/bin/sh\n', 'hall')).toBeNull();
  });

  it('gets nothing that points into the home or session of root', () => {
    const env = { PATH: '/bin', npm_config_cache: '/root/.npm', XDG_RUNTIME_DIR: '/run/user/0', HOME: '/root' };
    expect(environmentOf(env, user)).toEqual({
      PATH: '/bin',
      HOME: '/home/hall',
      USER: 'hall',
      LOGNAME: 'hall',
      SHELL: '/bin/bash',
    });
  });

  it('keeps all its groups', () => {
    expect(asUser(user, ['node', 'x']).join(' ')).toContain('--reuid=1001 --regid=1002 --init-groups');
  });
});
