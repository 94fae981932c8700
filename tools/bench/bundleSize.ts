import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts and styles that a built page loads, itself included and fonts left out, gzipped one by one, in KB of 1000 bytes. */
export function gzippedPageKb(page: string): number {
  const files = new Set([page]);
  for (const file of files) for (const next of filesNamedIn(file)) files.add(next);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;
}

function filesNamedIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const named = file.endsWith('.html')
    ? source.matchAll(/(?:src|href)="(\.[^"]+\.(?:js|css))"/g)
    : source.matchAll(/(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g);
  return [...named].map(match => join(dirname(file), match[1] ?? ''));
}
