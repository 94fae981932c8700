import { expect } from '@playwright/test';
import { test } from './kioskApp.ts';

test.use({
  kioskOrder: { settings: { boardDisplay: { screen: 2 } }, environment: {}, orientation: 'portrait' },
});

test('a board for a screen that is not there: the kiosk says so once and works as without one', async ({ kiosk }) => {
  const drawn = await kiosk.waitFor(report => report.is === 'page.drawn', { from: 0, limitMs: 20_000 });
  const missing = await kiosk.waitFor(report => report.is === 'board.noScreen', { from: 0, limitMs: 30_000 });
  // The citizen's page comes first, and the hall behind it.
  expect(missing.time).toBeGreaterThan(drawn.time);
  expect(kiosk.reports.filter(report => report.is === 'child.ready' && report.name === 'station')).toHaveLength(1);
  expect((await kiosk.look()).urls).toEqual(['hall://kiosk/']);
  expect(kiosk.reports.filter(report => report.is === 'board.noScreen')).toHaveLength(1);
});
