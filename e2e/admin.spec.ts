import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { startBoardHub } from './boardHubProcess.ts';
import { openHallWorld } from './hallWorld.ts';
import { buildFolder } from './kioskBuild.ts';
import { goHome } from './takeNumber.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const viewport = { width: 1280, height: 800 };
const languageButtons = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' } as const;
/** The PIN of every account of the hall that boards and pages are tried with. */
const testPin = '271828';
const newPin = '739154';

const button = (page: Page, key: string) => page.getByRole('button', { name: zh(key) }).first();
const open = (page: Page, section: string) => page.getByRole('link', { name: zh(`admin.section.${section}`) }).click();

async function signIn(page: Page, { hubUrl, pin, isFirst }: { hubUrl: string; pin: string; isFirst: boolean }) {
  page.setDefaultTimeout(15_000);
  await page.goto(`${hubUrl}/admin/`);
  await page.getByLabel(zh('counter.account')).fill('1001');
  await page.getByLabel(zh('counter.pin')).fill(pin);
  await button(page, 'counter.signIn').click();
  if (!isFirst) return;
  await page.getByLabel(zh('counter.newPin')).fill(newPin);
  await page.getByLabel(zh('counter.repeatPin')).fill(newPin);
  await button(page, 'counter.savePin').click();
}

/** Saves and waits until the hub has said yes. */
async function save(page: Page): Promise<void> {
  await button(page, 'admin.save').click();
  await expect(page.getByText(zh('admin.saved'))).toBeVisible();
}

/** Looked at in three languages: nothing wider than the screen, nothing a screen reader or weak eyes stumble over. */
async function judge(page: Page, screen: string): Promise<void> {
  for (const [language, name] of Object.entries(languageButtons)) {
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang=${language}]`).waitFor();
    const [width, room] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(width, `${screen} in ${language} is wider than the screen`).toBe(room);
    const axe = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`),
      `${screen} in ${language}`,
    ).toEqual([]);
    await test.info().attach(`${screen}-${language}`, { body: await page.screenshot(), contentType: 'image/png' });
  }
  await page.getByRole('button', { name: languageButtons.zh }).click();
  await page.locator('html[lang=zh]').waitFor();
}

/** Another program of the same supervisor changes the name of the hall, through the very routes of the page. */
async function renameElsewhere(page: Page, name: string): Promise<void> {
  await page.evaluate(async zhName => {
    const { token } = JSON.parse(sessionStorage.getItem('staff.session') ?? '{}') as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const now = (await (await fetch('/api/setup', { headers })).json()) as {
      revision: number;
      setup: { hall: object };
    };
    const setup = { ...now.setup, hall: { ...now.setup.hall, name: { zh: zhName, ug: null, en: null } } };
    const body = JSON.stringify({ basedOn: now.revision, setup });
    await fetch('/api/setup', { method: 'PUT', headers, body });
  }, name);
}

test('a supervisor adds a queue, and kiosk and board follow without a restart', async () => {
  test.setTimeout(240_000);
  const world = await openHallWorld({ name: 'admin' });
  try {
    const kiosk = await world.kiosk.page();
    const browser = await world.browser();
    const board = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await board.goto(`${world.hubUrl}/board/`);
    const admin = await browser.newPage({ viewport });
    await signIn(admin, { hubUrl: world.hubUrl, pin: world.firstPins()['1001'] ?? '', isFirst: true });
    await button(admin, 'admin.wizard.later').click();

    await test.step('a new queue says what is missing before it can be saved', async () => {
      await open(admin, 'queues');
      await button(admin, 'admin.queues.add').click();
      await expect(admin.getByText(zh('admin.problem.missing'))).toBeVisible();
      await expect(button(admin, 'admin.save')).toBeDisabled();
      await admin.getByLabel(zh('admin.field.letter')).fill('A');
      await expect(admin.getByText(zh('admin.problem.twice'))).toBeVisible();
      await admin.getByLabel(zh('admin.field.letter')).fill('p');
      const name = admin.getByRole('group', { name: zh('admin.field.name') });
      await name.getByLabel(zh('admin.lang.zh')).fill('停车证');
      await name.getByLabel(zh('admin.lang.ug')).fill('ماشىنا توختىتىش');
      await expect(button(admin, 'admin.save')).toBeEnabled();
      await judge(admin, 'admin-queues');
    });
    await test.step('the name of the hall', async () => {
      await open(admin, 'overview');
      await admin
        .getByRole('group', { name: zh('admin.overview.hallName') })
        .getByLabel(zh('admin.lang.zh'))
        .fill('疏附县政务大厅');
      await save(admin);
    });

    await expect(board.getByText('疏附县政务大厅')).toBeVisible();
    await button(kiosk, 'home.take').click();
    await button(kiosk, 'app.nextPage').click();
    await kiosk.getByRole('button', { name: /停车证/ }).click();
    await expect(kiosk.getByText(/^P001$/).first()).toBeVisible();
    await goHome(kiosk);

    await test.step('the queue somebody waits in is not taken away', async () => {
      await open(admin, 'queues');
      await admin.getByRole('button', { name: /停车证/ }).click();
      await button(admin, 'admin.queues.remove').click();
      await button(admin, 'admin.save').click();
      await expect(admin.getByText(zh('admin.problem.queue_in_use'))).toBeVisible();
      await button(admin, 'admin.undo').click();
      await expect(admin.getByText(zh('admin.noChanges'))).toBeVisible();
    });
    await test.step('the history gives the old name back', async () => {
      await open(admin, 'history');
      await judge(admin, 'admin-history');
      await open(admin, 'overview');
      const name = admin.getByRole('group', { name: zh('admin.overview.hallName') }).getByLabel(zh('admin.lang.zh'));
      await name.fill('喀什市政务大厅');
      await save(admin);
      await expect(board.getByText('喀什市政务大厅')).toBeVisible();
      await open(admin, 'history');
      await button(admin, 'admin.history.restore').click();
      await expect(board.getByText('疏附县政务大厅')).toBeVisible();
    });
  } finally {
    await world.stop();
  }
});

test('the example hall is replaced step by step, left half-way and taken up again; two supervisors do not overwrite each other', async () => {
  test.setTimeout(180_000);
  const hub = await startBoardHub({ pagesFolder: join(buildFolder, 'renderer'), port: 0 });
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
  try {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await signIn(page, { hubUrl: hub.url, pin: testPin, isFirst: false });
    // A second press within 400 ms at one place is taken for a tremor.
    const press = async (key: string) => {
      await page.waitForTimeout(450);
      await button(page, key).click();
    };
    const next = () => press('admin.wizard.next');
    const heading = (key: string) => expect(page.getByRole('heading', { name: zh(key) })).toBeVisible();
    await heading('admin.wizard.name');
    await judge(page, 'wizard-name');
    await page.getByLabel(zh('admin.lang.zh')).fill('疏附县政务大厅');
    await next();
    await heading('admin.wizard.start');
    await button(page, 'admin.wizard.fromEmpty').click();
    await judge(page, 'wizard-start');
    await next();
    await heading('admin.wizard.places');

    // Left, and taken up again where it was.
    await button(page, 'admin.wizard.later').click();
    await page.reload();
    await button(page, 'admin.overview.startWizard').click();
    await heading('admin.wizard.places');
    await button(page, 'admin.places.addArea').click();
    await page
      .getByRole('group', { name: zh('admin.part.areas') })
      .getByLabel(zh('admin.lang.zh'))
      .fill('一楼');
    await next();
    await heading('admin.wizard.queues');
    await page
      .getByRole('group', { name: zh('admin.field.name') })
      .getByLabel(zh('admin.lang.zh'))
      .fill('社会保险');
    await page.getByLabel(zh('admin.field.area')).selectOption({ label: '一楼' });
    await next();
    await heading('admin.wizard.counters');
    await button(page, 'admin.counters.add').click();
    await next();
    await heading('admin.wizard.hours');
    await page.getByLabel(zh('admin.hours.limited')).check();
    const monday = page.getByLabel(/^星期一 从$/).first();
    await monday.fill('930');
    await monday.blur();
    await expect(monday).toHaveValue('09:30');
    await judge(page, 'wizard-hours');
    await next();
    await heading('admin.wizard.done');
    await press('admin.wizard.finish');
    await expect(page.getByRole('link', { name: zh('admin.section.queues') })).toBeVisible();
    await expect(page.getByText(zh('admin.overview.exampleRuns'))).toHaveCount(0);

    await test.step('who saves second is asked, not overwritten', async () => {
      await open(page, 'counters');
      await button(page, 'admin.counters.add').click();
      await renameElsewhere(page, '别人改的名');
      await button(page, 'admin.save').click();
      const dialog = page.getByRole('dialog', { name: zh('admin.conflict.title') });
      await expect(dialog.getByText(zh('admin.part.hall'))).toBeVisible();
      await dialog.getByRole('button', { name: zh('admin.conflict.take') }).click();
      await expect(page.getByRole('heading', { name: /别人改的名/ })).toBeVisible();
      await button(page, 'admin.counters.add').click();
      await save(page);
    });
  } finally {
    await browser.close();
    await hub.kill();
  }
});
