import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { artifactFaults, importsOf, pageGzBytes } from './artifacts.ts';

let checkout = '';
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
};

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'artifacts-'));
  put('out/main/main.js', 'import { app } from "electron";\nimport "./chunks/a.js";');
  put('out/main/station.js', 'import Database from "better-sqlite3";\nimport { SerialPort } from "serialport";');
  put('out/preload/preload.cjs', '"use strict";\nconst electron = require("electron");');
  put('out/renderer/kiosk/index.html', '<script type="module" src="../assets/kiosk.js"></script>');
  put('out/renderer/assets/kiosk.js', 'import"./shared.js";const later=()=>import(`./late.js`);');
  put('out/renderer/assets/shared.js', 'export const a=1;');
  put('out/renderer/assets/late.js', 'export const b=2;');
});
afterEach(() => rmSync(checkout, { recursive: true }));

describe('what was built', () => {
  it('names every module that a bundle asks for', () => {
    expect(
      importsOf(
        '// import "comment"\nimport a, { b as c } from "x";\nimport"y";export*from"z";import(`w`);__require("v")',
      ),
    ).toEqual(['x', 'y', 'z', 'w', 'v']);
  });

  it('is well when externals stay outside and the preload script asks for electron only', () => {
    expect(artifactFaults(checkout)).toEqual([]);
  });

  it.each([
    ['a package that is not shipped', 'out/main/main.js', 'import { Hono } from "hono";', 'hono'],
    [
      'compiled code in the bundle',
      'out/main/station.js',
      'import { SerialPort } from "serialport";',
      'better-sqlite3',
    ],
    ['a preload script with Node', 'out/preload/preload.cjs', 'require("node:fs")', 'node:fs'],
    ['a preload script as ES module', 'out/preload/preload.cjs', 'import { a } from "electron";', 'CommonJS'],
    ['a rebuilt addon in node_modules', 'node_modules/better-sqlite3/build/x.node', '', 'build'],
  ])('is refused with %s', (_, path, text, word) => {
    put(path, text);
    expect(artifactFaults(checkout).join()).toContain(word);
  });

  it('is refused when the page is too large, parts that load later included', () => {
    const before = pageGzBytes(join(checkout, 'out/renderer/kiosk/index.html'));
    const noise = Array.from({ length: 300_000 }, (_unused, n) => ((n * 2_654_435_761) % 2 ** 32).toString(36)).join(
      '',
    );
    put('out/renderer/assets/late.js', `export const b="${noise}";`);
    expect(pageGzBytes(join(checkout, 'out/renderer/kiosk/index.html'))).toBeGreaterThan(before + 200 * 1024);
    expect(artifactFaults(checkout).join()).toContain('limit');
  });
});
