import { expect, type Page, test } from '@playwright/test';
import { type HallWorld, openHallWorld } from './hallWorld.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const languages = { ug: 'ئۇيغۇرچە', en: 'English', zh: '中文' } as const;
const newPin = '739154';
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function attach(name: string, page: Page): Promise<void> {
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' });
}

async function fault(device: { control: string }, name: string): Promise<void> {
  const answer = await fetch(`${device.control}/fault`, { method: 'POST', body: JSON.stringify({ name }) });
  expect(answer.status).toBe(200);
}

async function signIn(world: HallWorld): Promise<Page> {
  const browser = await world.browser();
  const counter = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await counter.goto(`${world.hubUrl}/counter/`);
  await counter.getByLabel(zh('counter.account')).fill('2001');
  await counter.getByLabel(zh('counter.pin')).fill(world.firstPins()['2001'] ?? '');
  await button(counter, zh('counter.signIn')).click();
  await counter.getByLabel(zh('counter.newPin')).fill(newPin);
  await counter.getByLabel(zh('counter.repeatPin')).fill(newPin);
  await button(counter, zh('counter.savePin')).click();
  await button(counter, /^1 号窗口/).click();
  return counter;
}

test('a citizen calls staff: honest while nobody works, seen at the counter, answered, solved, and kept over the death of the hub', async () => {
  test.setTimeout(120_000);
  const world = await openHallWorld({ name: 'call-staff' });
  try {
    const kiosk = await world.kiosk.page();
    await button(kiosk, zh('help.call')).click();
    // Nobody is signed in anywhere, so nobody hears it.
    await expect(kiosk.getByRole('heading', { name: zh('help.unreached') })).toBeVisible();
    const counter = await signIn(world);
    const alert = counter.getByRole('listitem').filter({ hasText: zh('alert.help') });
    await expect(alert).toBeVisible();
    await button(counter, zh('counter.open')).click();
    await expect(kiosk.getByRole('heading', { name: zh('help.told') })).toBeVisible();

    const from = world.kiosk.reports.length;
    process.kill(world.kiosk.childPid('hub'), 'SIGKILL');
    await world.kiosk.waitFor(report => report.is === 'child.ready' && report.name === 'hub', {
      from,
      limitMs: 15_000,
    });
    await expect(kiosk.getByRole('heading', { name: zh('help.told') })).toBeVisible({ timeout: 15_000 });
    await expect(alert).toBeVisible({ timeout: 15_000 });
    // A PIN typed at the counter is not asked for again: the sign-in outlives the hub too.
    await expect(counter.getByText(zh('outbox.lost'))).toBeHidden({ timeout: 15_000 });
    await alert.getByRole('button', { name: zh('alert.go') }).click();
    await expect(kiosk.getByRole('heading', { name: zh('help.coming') })).toBeVisible();
    await button(kiosk, zh('app.close')).click();
    for (const [language, name] of Object.entries(languages) as [keyof typeof languages, string][]) {
      const word = wordsOf(language);
      await button(kiosk, new RegExp(name)).click();
      await attach(`home-${language}`, kiosk);
      await button(kiosk, word('help.coming')).click();
      await expect(kiosk.getByRole('heading', { name: word('help.coming') })).toBeVisible();
      await attach(`coming-${language}`, kiosk);
      await button(kiosk, word('app.close')).click();
    }
    await button(kiosk, zh('help.coming')).click();
    await alert.getByRole('button', { name: zh('alert.solved') }).click();
    await expect(kiosk.getByRole('heading', { name: zh('help.ended') })).toBeVisible();
    await expect(alert).toBeHidden();
    await button(kiosk, zh('app.close')).click();

    // The hub hangs: nobody can be told, and the kiosk does not pretend to.
    const hub = world.kiosk.childPid('hub');
    process.kill(hub, 'SIGSTOP');
    try {
      await button(kiosk, zh('help.call')).click();
      await expect(kiosk.getByRole('heading', { name: zh('help.unreached') })).toBeVisible({ timeout: 20_000 });
    } finally {
      process.kill(hub, 'SIGCONT');
    }
    await expect(kiosk.getByRole('heading', { name: zh('help.told') })).toBeVisible({ timeout: 20_000 });
    await button(kiosk, zh('help.withdraw')).click();
    await expect(alert).toBeHidden();

    // A second call, taken back by the citizen.
    await button(kiosk, zh('home.take')).click();
    await button(kiosk, zh('help.call')).click();
    await expect(alert).toContainText(zh('alert.screen.choose'));
    await button(kiosk, zh('help.withdraw')).click();
    await expect(alert).toBeHidden();
  } finally {
    await world.stop();
  }
});

test('a printer without paper and a reader that is gone are seen at the counter until somebody sees to them', async () => {
  test.setTimeout(120_000);
  const world = await openHallWorld({ name: 'device-alerts' });
  try {
    const counter = await signIn(world);
    const printer = counter.getByRole('listitem').filter({ hasText: zh('alert.device.printer') });
    await expect(printer).toBeHidden();
    await fault(world.printer, 'near-end');
    const kiosk = await world.kiosk.page();
    await button(kiosk, zh('home.take')).click();
    await button(kiosk, /医疗保险/).click();
    await expect(printer).toContainText(zh('alert.state.near-end'), { timeout: 30_000 });
    await button(kiosk, zh('app.done')).click();
    await fault(world.printer, 'paper-out');
    await button(kiosk, zh('home.take')).click();
    await button(kiosk, /医疗保险/).click();
    await expect(printer).toContainText(zh('alert.state.paper-out'), { timeout: 30_000 });
    await printer.getByRole('button', { name: zh('alert.seen') }).click();
    await expect(printer).toContainText(zh('alert.coming'));
    await attach('alerts', counter);
    world.reader.stop();
    const reader = counter.getByRole('listitem').filter({ hasText: zh('alert.device.reader') });
    await expect(reader).toContainText(zh('alert.state.offline'), { timeout: 30_000 });
  } finally {
    await world.stop();
  }
});
