import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { nativePackages } from '../electron.vite.config.ts';

/** The kiosk's page must start on a slow PC; the bar is "bundle ≤ 200 KB gzipped without fonts". */
const kioskGzMaxBytes = 200 * 1024;

type SyntaxNode = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;

/** The text of a string, which the minifier may have written between back-ticks; [] when it is computed. */
function textOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (typeof node['value'] === 'string') return [node['value']];
  const { type, quasis } = node;
  const whole: unknown = type === 'TemplateLiteral' && Array.isArray(quasis) && quasis.length === 1 ? quasis[0] : null;
  const text: unknown = isNode(whole) ? whole['value'] : null;
  return typeof text === 'object' && text !== null && 'cooked' in text ? [String(text.cooked)] : [];
}

/** What one node of the syntax tree asks for: `import`, `export … from`, `import()`, and `require()` as the bundler spells it. */
function asks(node: SyntaxNode): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return textOf(node['source']);
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      const required = isNode(callee) && (callee['name'] === 'require' || callee['name'] === '__require');
      return required && Array.isArray(given) ? textOf(given[0]) : [];
    }
    default:
      return [];
  }
}

/** The module names that a bundle asks for, in the order of appearance. */
export function importsOf(code: string): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      names.push(...asks(value));
      for (const child of Object.values(value)) visit(child);
    }
  };
  visit(parseAst(code));
  return names;
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
  const names = importsOf(code);
  const foreign = names.filter(name => name !== 'electron');
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
