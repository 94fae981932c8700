import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { type BoardHub, startBoardHub } from './boardHubProcess.ts';
import { buildFolder } from './kioskBuild.ts';

const pagesFolder = join(buildFolder, 'renderer');
const chromiumPath = '/usr/bin/chromium';
const areaB = 'floor-1-b';
let browser: Browser;
let hub: BoardHub;

test.beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--autoplay-policy=no-user-gesture-required'],
  });
});
test.afterAll(() => browser.close());
test.beforeEach(async () => {
  hub = await startBoardHub({ pagesFolder, port: 0 });
});
test.afterEach(() => hub.kill());

async function open(path: string, size = { width: 1920, height: 1080 }): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  await page.goto(`${hub.url}${path}`);
  return page;
}
const badge = (page: Page) => page.getByRole('alert');
const picture = async (page: Page, name: string) =>
  test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' });

test('a call is on every board that it concerns, and on no other', async () => {
  const [whole, own, other, strip] = await Promise.all([
    open('/board/'),
    open(`/board/?area=${areaB}`),
    open('/board/?area=floor-2-c'),
    open('/board/?counter=3', { width: 1920, height: 360 }),
  ]);
  await expect(strip.getByText('窗口未开放')).toBeVisible();
  const label = await hub.call('real-estate', 'counter-3');
  for (const page of [whole, own, strip]) await expect(page.getByText(label, { exact: true })).toBeVisible();
  await expect(other.getByText('请等候叫号')).toBeVisible();
  await expect(other.getByText(label, { exact: true })).toBeHidden();
  for (const [name, page] of Object.entries({ whole, own, other, strip })) {
    const axe = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze();
    expect(
      axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`),
      name,
    ).toEqual([]);
    const size = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    // The whole picture walks by one pixel a minute.
    expect(Number(size[0]), `${name} is wider than its screen`).toBeLessThanOrEqual(Number(size[1]) + 1);
    await picture(page, name);
    await page.close();
  }
});

for (const [how, isGone] of [
  ['a hub that is gone', true],
  ['a line that is open and dead', false],
] as const)
  test(`${how}: the board says within ten seconds since when it may be wrong, and mends itself`, async () => {
    test.setTimeout(60_000);
    const page = await open('/board/');
    const strip = await open('/board/?counter=3', { width: 1920, height: 360 });
    const label = await hub.call('real-estate', 'counter-3');
    await expect(page.locator('li[data-fresh=true]')).toContainText(label);
    await expect(badge(page)).toBeHidden();

    const cutAt = Date.now();
    if (isGone) await hub.kill();
    else hub.freeze();
    await expect(badge(page)).toBeVisible({ timeout: 10_000 });
    expect(Date.now() - cutAt).toBeLessThan(10_000);
    await expect(badge(page)).toHaveText(/\d\d:\d\d 起可能不是最新/);
    await expect(badge(strip)).toBeVisible({ timeout: 1000 });
    // The last known call is still there for those who are walking, dimmed and never outlined as new.
    await expect(page.getByText(label, { exact: true })).toBeVisible();
    await expect(page.locator('main')).toHaveAttribute('data-old', 'true');
    await expect(page.locator('li[data-fresh=true]')).toHaveCount(0);
    if (isGone) {
      await picture(page, 'stale');
      await picture(strip, 'stale-strip');
    }

    // Another hub at the same address, with another hall in it: nothing of the old one stays.
    await hub.kill();
    hub = await startBoardHub({ pagesFolder, port: hub.port });
    await expect(badge(page)).toBeHidden({ timeout: 15_000 });
    await expect(page.getByText(label, { exact: true })).toBeHidden();
    const next = await hub.call('tax', 'counter-4');
    await expect(page.locator('li[data-fresh=true]')).toContainText(next);
    await Promise.all([page.close(), strip.close()]);
  });

test('a hub with other pages: the board loads them by itself, and not while somebody is called', async () => {
  test.setTimeout(90_000);
  const page = await open('/board/');
  await expect(page.getByText('请等候叫号')).toBeVisible();
  const newer = test.info().outputPath('pages');
  cpSync(pagesFolder, newer, { recursive: true });
  const index = join(newer, 'board/index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<title>', '<title>新版 '));
  // Known by the page before the hub is changed under it.
  await page.waitForTimeout(16_000);
  await hub.kill();
  hub = await startBoardHub({ pagesFolder: newer, port: hub.port });
  await expect(page).toHaveTitle(/新版/, { timeout: 40_000 });
  await expect(page.getByText('请等候叫号')).toBeVisible();
  await page.close();
});

test('a call that was served before it could be said is left to the captions, and the hub knows why', async () => {
  test.setTimeout(60_000);
  const page = await open('/board/?sound=off');
  await expect(page.getByText('请等候叫号')).toBeVisible();
  await hub.call('tax', 'counter-4');
  // Each is called while the one before is still being said; the second is finished by the third.
  const second = await hub.call('tax', 'counter-4');
  await hub.call('tax', 'counter-4');
  await expect
    .poll(async () => (await hub.log()).filter(line => line.includes('did not say')).join('\n'), { timeout: 30_000 })
    .toContain(second);
  expect((await hub.log()).filter(line => line.includes(second)).join('')).toContain('"reason":"over"');
  await page.close();
});

test('the list of boards leads to each of them', async () => {
  const page = await open('/board/?boards', { width: 1366, height: 900 });
  await expect(page.getByRole('heading', { name: '大厅的屏幕' })).toBeVisible();
  const links = page.getByRole('link');
  await expect(links).toHaveCount(8);
  await page.getByRole('button', { name: 'ئۇيغۇرچە' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await picture(page, 'list-ug');
  await page.getByRole('link', { name: /floor-1-b/ }).click();
  await expect(page.getByText('一楼 B 区')).toBeVisible();
  await page.close();
});
