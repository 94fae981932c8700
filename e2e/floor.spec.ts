import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { type BoardHub, startBoardHub } from './boardHubProcess.ts';
import { join } from 'node:path';
import { buildFolder } from './kioskBuild.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
/** The PIN of every account of the hall that boards and pages are tried with. */
const testPin = '271828';
const languageButtons = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' } as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

let hub: BoardHub;
let browser: Browser;
let page: Page;
test.beforeEach(async () => {
  hub = await startBoardHub({ pagesFolder: join(buildFolder, 'renderer'), port: 0 });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: sizes[0] ?? null });
  page.setDefaultTimeout(15_000);
});
test.afterEach(async () => {
  await browser.close();
  await hub.kill();
});

async function signIn(): Promise<void> {
  await page.goto(`${hub.url}/floor/`);
  await page.getByLabel(zh('counter.account')).fill('1001');
  await page.getByLabel(zh('counter.pin')).fill(testPin);
  await page.getByRole('button', { name: zh('counter.signIn') }).click();
  await page.getByRole('table').waitFor();
}
const press = (key: string) =>
  page
    .getByRole('button', { name: zh(key) })
    .first()
    .click();
const tab = (name: string) =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: zh(`floor.${name}`) })
    .click();

/** Nothing wider than the screen, nothing a screen reader or weak eyes stumble over, in three languages and two sizes. */
async function judge(screen: string): Promise<void> {
  for (const [language, name] of Object.entries(languageButtons)) {
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      const [width, room] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(width, `${screen} in ${language} is wider than ${size.width}`).toBe(room);
    }
    const axe = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
    expect(found, `${screen} in ${language}`).toEqual([]);
    await test.info().attach(`${screen}-${language}`, { body: await page.screenshot(), contentType: 'image/png' });
  }
  await page.setViewportSize(sizes[0] ?? { width: 1280, height: 800 });
  await page.getByRole('button', { name: languageButtons.zh }).click();
  await page.locator('html[lang=zh]').waitFor();
}

test('a supervisor sees the floor live, pauses a window from afar and takes it back', async () => {
  const first = await hub.call('social-insurance', 'counter-1');
  await signIn();
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByText(/^1 号窗口$/) })
    .first();
  await expect(card).toContainText(first);
  const second = await hub.call('social-insurance', 'counter-1');
  await expect(card).toContainText(second);
  await expect(page.getByRole('listitem').filter({ hasText: second }).last()).toContainText('等候最久');

  await card.getByRole('button', { name: zh('floor.act.pause') }).click();
  await press('floor.act.confirm');
  await expect(card).toContainText(zh('counter.at.paused'));
  await page.keyboard.press('u');
  await expect(card).toContainText(zh('counter.at.open'));
  await expect(page.getByText(zh('floor.did.undone'))).toBeVisible();

  await page.getByRole('button', { name: /^2\s*取号$/ }).click();
  await expect(page.getByRole('dialog')).toContainText(first);
  await expect(page.getByRole('dialog')).toContainText(second);
  await page.keyboard.press('Escape');
  await judge('floor');
});

test('accounts are made and stopped, and the log has all of it and is whole', async () => {
  await signIn();
  await tab('accounts');
  await page.getByLabel(zh('accounts.name')).fill('w07');
  await press('accounts.create');
  const pin = /\d{6}/.exec(await page.getByRole('dialog').getByRole('heading').innerText())?.[0] ?? '';
  await press('accounts.pinDone');
  await judge('accounts');
  const row = page.getByRole('row', { name: /w07/ });
  await row.getByRole('button', { name: zh('accounts.disable') }).click();
  await press('floor.act.confirm');
  await expect(row).toContainText(zh('accounts.disabled'));
  const refused = await page.request.post(`${hub.url}/api/session`, { data: { account: 'w07', pin } });
  expect(refused.status()).toBe(403);

  await tab('audit');
  await press('audit.check');
  await expect(page.getByText('4 条记录完整')).toBeVisible();
  const lines = page.getByRole('row');
  await expect(lines.nth(1)).toContainText('w07');
  await expect(lines.nth(2)).toContainText(zh('audit.act.account_disabled'));
  await expect(lines.nth(3)).toContainText(zh('audit.act.account_created'));
  await expect(page.getByRole('table')).not.toContainText(pin);
  const download = page.waitForEvent('download');
  await press('audit.export');
  expect((await download).suggestedFilename()).toMatch(/^audit-.*\.csv$/);
  await judge('audit');
});
