import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nativePackages } from '../electron.vite.config.ts';

/** The kiosk's page must start on a slow PC: the bar is "bundle ≤ 200 KB gzipped without fonts". */
const kioskGzMaxBytes = 200 * 1024;

const importPattern =
  /(?:^|[\s;}])(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["']([^"'\n]+)["']|\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]\s*\)|\b(?:__)?require\(\s*["'`]([^"'`\n]+)["'`]\s*\)/g;

/** The module names that a bundle asks for, in the order of appearance. */
export function importsOf(code: string): string[] {
  return [...code.matchAll(importPattern)].flatMap(([, from, dynamic, required]) => from ?? dynamic ?? required ?? []);
}

const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

const isRelative = (name: string): boolean => name.startsWith('.') || name.startsWith('/');

function filesBelow(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter(name => ending.test(name)).map(name => join(folder, name));
}

function mainFaults(checkout: string): string[] {
  const allowed = new Set(['electron', ...nativePackages]);
  const strangers = filesBelow(join(checkout, 'out/main'), /\.js$/).flatMap(file =>
    importsOf(readFileSync(file, 'utf8'))
      .filter(name => !isRelative(name) && !isBuiltin(name) && !allowed.has(packageOf(name)))
      .map(name => `${file} expects "${name}" in node_modules, which a package does not ship`),
  );
  const station = join(checkout, 'out/main/station.js');
  if (!existsSync(station)) return [...strangers, `${station} is missing`];
  return strangers;
}

/** Compiled code that a bundle swallowed would crash at run time, far from its cause. */
function swallowedFaults(checkout: string): string[] {
  const code = filesBelow(join(checkout, 'out/main'), /\.js$/).map(file => readFileSync(file, 'utf8'));
  const asked = new Set(code.flatMap(importsOf).map(packageOf));
  return ['better-sqlite3', 'serialport']
    .filter(name => !asked.has(name))
    .map(name => `out/main does not import "${name}": it was bundled although it brings compiled code`);
}

function preloadFaults(checkout: string): string[] {
  const file = join(checkout, 'out/preload/preload.cjs');
  if (!existsSync(file)) return [`${file} is missing`];
  const code = readFileSync(file, 'utf8');
  const foreign = importsOf(code).filter(name => name !== 'electron');
  const faults = foreign.map(name => `the preload script asks for "${name}"; its sandbox has electron only`);
  return /^\s*(?:import|export)\s/m.test(code) ? [...faults, 'the preload script is not CommonJS'] : faults;
}

/** The scripts and styles that a page loads, now or later, in bytes after gzip; fonts and pictures are not counted. */
export function pageGzBytes(page: string): number {
  const seen = new Set<string>();
  const visit = (file: string): number => {
    if (seen.has(file) || !existsSync(file)) return 0;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    const own = gzipSync(text, { level: 9 }).length;
    const next = file.endsWith('.js') ? importsOf(text).filter(isRelative) : [];
    return own + next.reduce((sum, name) => sum + visit(join(dirname(file), name)), 0);
  };
  const html = readFileSync(page, 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].reduce(
    (sum, [, name = '']) => sum + visit(join(dirname(page), name)),
    0,
  );
}

function kioskFaults(checkout: string): string[] {
  const page = join(checkout, 'out/renderer/kiosk/index.html');
  if (!existsSync(page)) return [`${page} is missing`];
  const bytes = pageGzBytes(page);
  if (bytes <= kioskGzMaxBytes) return [];
  return [`the kiosk's page is ${Math.ceil(bytes / 1024)} KB after gzip; ${kioskGzMaxBytes / 1024} KB is the limit`];
}

/** What is wrong with the files that were built; empty when nothing is. */
export function artifactFaults(checkout: string): string[] {
  const faults = [
    ...mainFaults(checkout),
    ...swallowedFaults(checkout),
    ...preloadFaults(checkout),
    ...kioskFaults(checkout),
  ];
  // better-sqlite3 prefers this folder over its prebuilt addon, and a package would ship it.
  if (existsSync(join(checkout, 'node_modules/better-sqlite3/build')))
    faults.push('node_modules/better-sqlite3/build exists; delete it');
  return faults;
}
