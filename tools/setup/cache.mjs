import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MANIFEST = 'manifest.json';

/**
 * Where runtimes and rebuilt addons live: outside the checkout, so that a second checkout needs no second download.
 * @param {{ HALL_CACHE_DIR?: string | undefined, uid: number }} who
 * @returns {string} absolute path
 */
export function cacheDirectory({ HALL_CACHE_DIR, uid }) {
  if (HALL_CACHE_DIR) return HALL_CACHE_DIR;
  return uid === 0 ? '/var/cache/hall-kiosk' : join(homedir(), '.cache', 'hall-kiosk');
}

/** @param {string} file @param {string} [algorithm] @returns {Promise<string>} hex digest of the file */
async function fileDigest(file, algorithm = 'sha256') {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @param {string} directory @returns {Promise<string[]>} all files below it, relative, sorted */
async function filesBelow(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(directory, join(entry.parentPath, entry.name)))
    .filter(name => name !== MANIFEST)
    .sort();
}

/**
 * @typedef {{ sizes: Record<string, number>, digests: Record<string, string> }} Manifest
 * sizes in bytes of every file; SHA-256 of the files whose damage would not show at once
 */

/** @param {string} directory @param {readonly string[]} keyFiles @returns {Promise<Manifest>} */
async function describe(directory, keyFiles) {
  /** @type {Manifest} */
  const manifest = { sizes: {}, digests: {} };
  for (const name of await filesBelow(directory)) manifest.sizes[name] = (await lstat(join(directory, name))).size;
  for (const name of keyFiles) manifest.digests[name] = await fileDigest(join(directory, name));
  return manifest;
}

/**
 * Is a cached folder exactly what was put there? All sizes, and the digests of the key files.
 * @param {string} directory
 * @returns {Promise<boolean>} false also when it is absent
 */
export async function cacheEntryIsSound(directory) {
  try {
    const text = await readFile(join(directory, MANIFEST), 'utf8');
    /** @type {Manifest} */
    const manifest = JSON.parse(text);
    const now = await describe(directory, Object.keys(manifest.digests));
    return JSON.stringify(now) === JSON.stringify(manifest);
  } catch {
    return false;
  }
}

/**
 * Fills a cache folder beside its place and moves it in whole, so that an interrupted set-up leaves nothing half made
 * and two set-ups at once do no harm.
 * @param {{ directory: string, keyFiles: readonly string[], fill: (draft: string) => Promise<void> }} entry
 */
export async function fillCacheEntry({ directory, keyFiles, fill }) {
  const draft = `${directory}.draft-${process.pid}-${randomBytes(3).toString('hex')}`;
  await mkdir(draft, { recursive: true, mode: 0o755 });
  try {
    await fill(draft);
    await writeFile(join(draft, MANIFEST), JSON.stringify(await describe(draft, keyFiles)));
    if (await cacheEntryIsSound(directory)) return;
    await rm(directory, { recursive: true, force: true });
    await rename(draft, directory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
