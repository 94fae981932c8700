import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { Runtime } from './electronRuntime.ts';

/** Name of the rebuilt SQLite addon beside the program, in packages on the fallback runtime only. */
const addonName = 'better_sqlite3.node';

/** What the bundles look for at run time: compiled code, and the fonts of the printed slip. With what these need in turn. */
const shippedPackages = [
  'node_modules/better-sqlite3/{package.json,lib/**,prebuilds/linux-x64.node}',
  'node_modules/serialport/{package.json,dist/**}',
  'node_modules/@serialport/**/{package.json,*.js,prebuilds/linux-x64/*.glibc.node}',
  'node_modules/{debug,ms,node-gyp-build}/{package.json,*.js,src/*.js}',
  'node_modules/@napi-rs/{canvas,canvas-linux-x64-gnu}/{package.json,*.js,*.node,icudtl.dat}',
  'node_modules/@fontsource-variable/noto-sans-{arabic,sc}/{package.json,unicode.json,LICENSE,files/*-wght-normal.woff2}',
];

/** Program, pages and resources, without what only tests start. */
const ownFiles = (forTests: boolean): string[] => [
  'package.json',
  'resources/**',
  'out/{main,preload,renderer}/**',
  '!**/*.map',
  ...(forTests ? [] : ['!out/main/mainForTests.js']),
];

/**
 * How electron-builder packages the kiosk.
 * @param options.forTests starts the variant that Playwright may drive, and may use a runtime that is not for release
 * @param options.output folder for the unpacked program and the archive
 */
export function packageConfig(options: {
  readonly runtime: Runtime;
  readonly checkout: string;
  readonly output: string;
  readonly forTests: boolean;
  readonly afterPack: NonNullable<Configuration['afterPack']>;
}): Configuration {
  const { runtime, checkout, output, forTests, afterPack } = options;
  return {
    appId: 'hall.kiosk',
    productName: 'hall-kiosk',
    executableName: 'hall-kiosk',
    directories: { output, buildResources: join(checkout, 'resources') },
    electronVersion: runtime.version,
    electronDist: join(runtime.electron, '..'),
    npmRebuild: false,
    asar: true,
    // Compiled code cannot be loaded out of an archive.
    asarUnpack: ['**/*.node'],
    files: ['!**/*', '!node_modules/**', ...ownFiles(forTests), ...shippedPackages],
    extraResources: runtime.sqliteBinding === null ? [] : [{ from: runtime.sqliteBinding, to: addonName }],
    ...(forTests ? { extraMetadata: { main: './out/main/mainForTests.js' } } : {}),
    linux: { category: 'Office' },
    publish: null,
    afterPack,
  };
}
