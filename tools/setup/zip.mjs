import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_RECORD_MAX_BYTES = 65_557;
const STORED = 0;

/**
 * Unpacks chosen files of a ZIP archive (PKWARE APPNOTE 6.3, no ZIP64, stored or deflated). Written out here because the set-up may not
 * rely on `unzip`, and because 25,000 unwanted files of the archive must not be written only to be deleted again.
 * @param {string} archive
 * @param {{ directory: string, place: (name: string) => string | null }} choice
 *   `place` gives the path below `directory` for an archive name, or null to leave the file out
 * @returns {Promise<number>} how many files were written
 * @throws {Error} when the archive is damaged
 */
export async function unzip(archive, { directory, place }) {
  const file = await open(archive, 'r');
  /** @param {number} position @param {number} length */
  const read = async (position, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead !== length) throw new Error(`${archive} is cut short`);
    return buffer;
  };
  try {
    const { size } = await file.stat();
    const tailLength = Math.min(size, END_RECORD_MAX_BYTES);
    const tail = await read(size - tailLength, tailLength);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
    if (end < 0) throw new Error(`${archive} is not a ZIP archive`);
    const entries = tail.readUInt16LE(end + 10);
    const index = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    let written = 0;
    for (let at = 0, n = 0; n < entries; n += 1) {
      if (index.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${archive} has a damaged directory`);
      const nameLength = index.readUInt16LE(at + 28);
      const name = index.toString('utf8', at + 46, at + 46 + nameLength);
      const target = name.endsWith('/') ? null : place(name);
      if (target !== null) {
        if (normalize(target).startsWith('..')) throw new Error(`${archive} names a file outside: ${name}`);
        const local = await read(index.readUInt32LE(at + 42), 30);
        const start = index.readUInt32LE(at + 42) + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
        const packed = await read(start, index.readUInt32LE(at + 20));
        const bytes = index.readUInt16LE(at + 10) === STORED ? packed : await inflate(packed);
        if (bytes.length !== index.readUInt32LE(at + 24)) throw new Error(`${archive}: ${name} has the wrong length`);
        const path = join(directory, target);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes);
        await chmod(path, (index.readUInt32LE(at + 38) >>> 16) & 0o111 ? 0o755 : 0o644);
        written += 1;
      }
      at += 46 + nameLength + index.readUInt16LE(at + 30) + index.readUInt16LE(at + 32);
    }
    return written;
  } finally {
    await file.close();
  }
}
