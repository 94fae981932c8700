import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes the files of one flat folder as an asar archive (Electron's format: two Chromium pickles with a JSON index, then the bytes).
 * @param {string} folder
 * @param {string} target
 */
export async function packFlatFolder(folder, target) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {};
  const bodies = [];
  let offset = 0;
  for (const name of (await readdir(folder)).sort()) {
    const body = await readFile(join(folder, name));
    files[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }
  const index = Buffer.from(JSON.stringify({ files }), 'utf8');
  const padded = Math.ceil(index.length / 4) * 4;
  const header = Buffer.alloc(16 + padded);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(8 + padded, 4);
  header.writeUInt32LE(4 + padded, 8);
  header.writeUInt32LE(index.length, 12);
  index.copy(header, 16);
  await writeFile(target, Buffer.concat([header, ...bodies]));
}
