import { describe, expect, it } from 'vitest';
import type { Runtime } from './electronRuntime.ts';
import { packageConfig } from './packageConfig.ts';

const release: Runtime = {
  electron: '/cache/electron-45.4.1/electron',
  electronTest: '/cache/electron-45.4.1/electron',
  version: '45.4.1',
  release: true,
  sqliteBinding: null,
};
const fallback: Runtime = {
  ...release,
  version: '33.2.1',
  release: false,
  sqliteBinding: '/cache/better_sqlite3.node',
};

const config = (runtime: Runtime, forTests: boolean) =>
  packageConfig({ runtime, checkout: '/checkout', output: '/checkout/out/package', forTests, afterPack: () => {} });

describe('a package', () => {
  it('for release starts the locked program and carries nothing for tests', () => {
    const { files, extraMetadata, extraResources, electronDist } = config(release, false);
    expect(files).toContain('!out/main/mainForTests.js');
    expect(extraMetadata).toBeUndefined();
    expect(extraResources).toEqual([]);
    expect(electronDist).toBe('/cache/electron-45.4.1');
  });

  it('for tests on the fallback carries the rebuilt addon and starts the program that a test may drive', () => {
    const { files, extraMetadata, extraResources } = config(fallback, true);
    expect(files).not.toContain('!out/main/mainForTests.js');
    expect(extraMetadata).toEqual({ main: './out/main/mainForTests.js' });
    expect(extraResources).toEqual([{ from: '/cache/better_sqlite3.node', to: 'better_sqlite3.node' }]);
  });
});
