import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the two font packages lie: folders with `unicode.json` and `files/*-wght-normal.woff2`. */
export type FontFolders = { readonly arabic: string; readonly chinese: string };

/** One file of a font: which characters it draws and the family name it is registered under. */
export type FontSlice = {
  readonly family: string;
  readonly path: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
};

/**
 * Finds the bundled fonts beside this program. In a bundle whose `node_modules` lies elsewhere, hand the folders in.
 * Throws when the packages are not installed.
 */
export function bundledFontFolders(): FontFolders {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));
  return {
    arabic: folderOf('@fontsource-variable/noto-sans-arabic'),
    chinese: folderOf('@fontsource-variable/noto-sans-sc'),
  };
}

/** Every slice in order of preference: Arabic letters first, then Latin, then the hundred Chinese slices. */
export async function fontSlices(folders: FontFolders): Promise<FontSlice[]> {
  const arabic = await slicesOf({ folder: folders.arabic, font: 'noto-sans-arabic', only: ['arabic', 'latin'] });
  const chinese = await slicesOf({ folder: folders.chinese, font: 'noto-sans-sc', only: null });
  return [...arabic, ...chinese];
}

async function slicesOf(options: {
  folder: string;
  font: string;
  only: readonly string[] | null;
}): Promise<FontSlice[]> {
  const { folder, font, only } = options;
  const table: unknown = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
  if (typeof table !== 'object' || table === null) throw new Error(`no character table in ${font}`);
  return Object.entries(table)
    .map(([key, ranges]) => ({ name: key.replace(/[[\]]/g, ''), ranges: String(ranges) }))
    .filter(slice => only === null || only.includes(slice.name))
    .map(slice => ({
      family: `slip ${font} ${slice.name}`,
      path: join(folder, 'files', `${font}-${slice.name}-wght-normal.woff2`),
      ranges: parseRanges(slice.ranges),
    }));
}

/** `U+4E00-4EFF,U+3007` as in the unicode-range of CSS. */
function parseRanges(text: string): (readonly [number, number])[] {
  return text.split(',').map(range => {
    const [from = '', to] = range.trim().replace(/^U\+/i, '').split('-');
    return [parseInt(from, 16), parseInt(to ?? from, 16)];
  });
}

/** The slices that draw `text`, each once, in order of preference. */
export function slicesFor(text: string, slices: readonly FontSlice[]): FontSlice[] {
  const needed = new Set<FontSlice>();
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const first = slices.find(slice => slice.ranges.some(([from, to]) => code >= from && code <= to));
    if (first !== undefined) needed.add(first);
  }
  return slices.filter(slice => needed.has(slice));
}
