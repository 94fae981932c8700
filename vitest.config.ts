import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: 'out/cache/vite',
  test: {
    include: [
      'hall/**/*.test.ts',
      'native/**/*.test.ts',
      'electron/**/*.test.ts',
      'region/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'tools/**/*.test.ts',
    ],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
