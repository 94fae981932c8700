import { expect, type Page, test } from '@playwright/test';
import { openCounterHall } from './counterHall.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const desk = { width: 1280, height: 800 };
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });
const current = (page: Page) => page.getByRole('region', { name: zh('counter.current') });

test('a note stays with the number, and a number goes to one certain window with a word for the clerk there', async () => {
  const hall = await openCounterHall('counter-work');
  const one = await hall.counterPage({ account: '2001', counter: 1, viewport: desk, through: 'hub' });
  const two = await hall.counterPage({ account: '2002', counter: 2, viewport: desk, through: 'hub' });
  for (const page of [one, two]) await button(page, zh('counter.open')).click();
  const { label } = await hall.takeNumber('medical-insurance');
  const later = await hall.takeNumber('medical-insurance');
  await expect(two.getByText(later.label)).toBeVisible();
  await one.keyboard.press('F2');
  await expect(current(one).getByText(label)).toBeVisible();
  await expect(button(one, zh('counter.serve'))).toBeEnabled();
  await one.keyboard.press('Shift+F7');
  await one.getByRole('textbox').fill('缺复印件 65310119900101002X');
  await expect(one.getByText(zh('remark.masked'))).toBeVisible();
  await button(one, zh('counter.send')).click();
  await expect(current(one).getByText('缺复印件 ***')).toBeVisible();

  // Set aside and taken back with the same key.
  await one.keyboard.press('Shift+F9');
  await button(one, zh('counter.holdReason.copy')).click();
  await expect(current(one).getByText(zh('counter.noCurrent'))).toBeVisible();
  await expect(button(one, zh('counter.takeBack'))).toBeEnabled();
  await one.keyboard.press('Shift+F9');
  await expect(current(one).getByText(label)).toBeVisible();

  await expect(button(one, zh('counter.transfer'))).toBeEnabled();
  await one.keyboard.press('F7');
  await button(one, /医疗保险/).click();
  await button(one, /2 号窗口/).click();
  await one.getByRole('textbox').fill('只差盖章');
  await button(one, zh('counter.send')).click();
  await expect(current(one).getByText(zh('counter.noCurrent'))).toBeVisible();
  // It waits for window 2 alone: window 1 is given the other one.
  await expect(button(one, zh('counter.callNext'))).toBeEnabled();
  await one.keyboard.press('F2');
  await expect(current(one).getByText(later.label)).toBeVisible();
  await two.keyboard.press('F2');
  await expect(current(two).getByText(label)).toBeVisible();
  await expect(current(two).getByText('只差盖章')).toBeVisible();
  await expect(current(two).getByText('缺复印件 ***')).toBeVisible();
  const events = await hall.stop();
  expect(JSON.stringify(events)).not.toContain('6531011990');
});

test('a clerk puts a command on another key, and the button says so, also after a reload', async () => {
  const hall = await openCounterHall('counter-keys');
  const page = await hall.counterPage({ account: '2001', counter: 1, viewport: desk, through: 'hub' });
  await button(page, zh('counter.open')).click();
  const { label } = await hall.takeNumber('tax');
  await button(page, zh('keys.title')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: zh('counter.callNext') }).click();
  await page.keyboard.press('F5');
  await page.keyboard.press('F8');
  await expect(dialog.getByRole('button', { name: zh('counter.callNext') })).toContainText('F8');
  await expect(dialog.getByRole('button', { name: zh('counter.finish') })).toContainText('F2');
  await test.info().attach('keys', { body: await page.screenshot(), contentType: 'image/png' });
  await button(page, zh('app.done')).click();
  await page.reload();
  await expect(button(page, zh('counter.callNext'))).toBeEnabled();
  await expect(button(page, zh('counter.callNext'))).toContainText('F8');
  await page.keyboard.press('F8');
  await expect(current(page).getByText(label)).toBeVisible();
  await hall.stop();
});

test('the console moves into a small window above the others, with its keys, and back', async () => {
  const hall = await openCounterHall('counter-compact');
  const page = await hall.counterPage({ account: '2001', counter: 1, viewport: desk, through: 'hub' });
  await button(page, zh('counter.open')).click();
  const { label } = await hall.takeNumber('tax');
  const opened = page.context().waitForEvent('page');
  await button(page, zh('compact.open')).click();
  const small = await opened;
  await small.setViewportSize({ width: 380, height: 680 });
  await expect(page.getByText(zh('compact.away'))).toBeVisible();
  await small.keyboard.press('F2');
  await expect(current(small).getByText(label)).toBeVisible();
  await expect(button(small, zh('counter.serve'))).toBeEnabled();
  await small.keyboard.press('Enter');
  await expect(current(small).getByText(zh('counter.at.serving'))).toBeVisible();
  for (const key of ['F7', 'Shift+F9', 'Shift+F7']) {
    await small.keyboard.press(key);
    await expect(small.getByRole('dialog')).toBeVisible();
    await small.keyboard.press('Escape');
    await expect(small.getByRole('dialog')).toBeHidden();
  }
  await small.keyboard.press('F8');
  await expect(current(small).getByText(zh('counter.noCurrent'))).toBeVisible();
  const [inner, outer] = await small.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(inner).toBe(outer);
  await test.info().attach('compact', { body: await small.screenshot(), contentType: 'image/png' });
  await small.close();
  await expect(current(page).getByText(zh('counter.noCurrent'))).toBeVisible();
  await hall.stop();
});
