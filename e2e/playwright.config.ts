import { defineConfig } from '@playwright/test';

// One worker: the tests measure how fast a real kiosk comes back, and two kiosks on two cores would measure each other.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../out/e2e/results',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
});
