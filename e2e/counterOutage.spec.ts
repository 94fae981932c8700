import { expect, type Page, test } from '@playwright/test';
import { type CounterHall, openCounterHall } from './counterHall.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const desk = { width: 1280, height: 800 };
const cutMs = 30_000;
const numberShown = (page: Page, label: string) =>
  expect(page.getByRole('region', { name: zh('counter.current') }).getByText(label)).toBeVisible({ timeout: 15_000 });

async function serve(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: zh('counter.serve') })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByText(zh('counter.at.serving'))).toBeVisible();
}

async function startWork(hall: CounterHall): Promise<{ page: Page; labels: string[] }> {
  const page = await hall.counterPage({ account: '2001', counter: 1, viewport: desk, through: 'line' });
  await page.getByRole('button', { name: zh('counter.open') }).click();
  const labels: string[] = [];
  for (let i = 0; i < 4; i += 1) labels.push((await hall.takeNumber('tax')).label);
  await page.keyboard.press('F2');
  await numberShown(page, labels[0] ?? '');
  await serve(page);
  return { page, labels };
}

for (const cut of ['silent', 'refused'] as const)
  test(`a line that is ${cut} for 30 s: nothing is lost, nothing is done twice, and the page says so`, async () => {
    test.setTimeout(150_000);
    const hall = await openCounterHall(`outage-${cut}`);
    const { page, labels } = await startWork(hall);
    const since = Date.now();
    hall.line.become(cut);
    await page.keyboard.press('F8');
    const waiting = page.getByRole('listitem').filter({ hasText: zh('counter.finish') });
    await expect(waiting).toBeVisible({ timeout: 10_000 });
    await expect(page.getByRole('button', { name: zh('counter.callNext') })).toBeEnabled();
    await page.keyboard.press('F2');
    await expect(page.getByText(zh('outbox.wished'))).toBeVisible();
    await expect(page.getByText(zh('outbox.lost'))).toBeVisible({ timeout: 20_000 });
    // Without the hub nobody knows who is next, and the page does not pretend to.
    await expect(page.getByRole('region', { name: zh('counter.current') }).getByText(labels[1] ?? '')).toBeHidden();
    await page.keyboard.press('F2');
    await expect(page.getByRole('listitem').filter({ hasText: zh('counter.callNext') })).toHaveCount(1);
    await page.waitForTimeout(cutMs - (Date.now() - since));
    await expect(page.getByText(zh('outbox.byHand'))).toBeVisible({ timeout: 15_000 });
    await test.info().attach(`outage-${cut}`, { body: await page.screenshot(), contentType: 'image/png' });
    hall.line.become('whole');
    await numberShown(page, labels[1] ?? '');
    await expect(page.getByText(zh('outbox.lost'))).toBeHidden();
    await expect(page.getByText(zh('outbox.waiting'))).toBeHidden();
    await expect(page.getByText(zh('outbox.refused'))).toBeHidden();
    const events = await hall.stop();
    const count = (type: string) => events.filter(event => event.type === type).length;
    expect({ called: count('ticket.called'), done: count('ticket.done') }).toEqual({ called: 2, done: 1 });
  });

test('an order whose answer was lost counts once, also over the death of the hub; what no longer fits is told', async () => {
  test.setTimeout(150_000);
  const hall = await openCounterHall('outage-lost-answer');
  const { page, labels } = await startWork(hall);
  // The hub finishes the ticket, nobody hears of it, and then the hub dies.
  hall.line.become('deaf');
  await page.keyboard.press('F8');
  const waiting = page.getByRole('listitem').filter({ hasText: zh('counter.finish') });
  await expect(waiting).toBeVisible({ timeout: 10_000 });
  await hall.killHub();
  await page.keyboard.press('F2');
  hall.line.become('refused');
  await hall.startHub();
  hall.line.become('whole');
  await numberShown(page, labels[1] ?? '');
  await expect(page.getByText(zh('outbox.refused'))).toBeHidden();

  // While this page is cut off, the supervisor ends the matter at the same counter.
  await serve(page);
  const chief = await hall.counterPage({ account: '1001', counter: 1, viewport: desk, through: 'hub' });
  await numberShown(chief, labels[1] ?? '');
  hall.line.become('refused');
  await page.keyboard.press('F8');
  await expect(waiting).toBeVisible({ timeout: 10_000 });
  await chief.keyboard.press('F8');
  await expect(chief.getByText(zh('counter.noCurrent'))).toBeVisible();
  hall.line.become('whole');
  const told = page.getByRole('alert').filter({ hasText: zh('outbox.refused') });
  await expect(told).toContainText(labels[1] ?? '', { timeout: 15_000 });
  await expect(told).toContainText(zh('failure.wrong_state'));
  await page.getByRole('button', { name: zh('outbox.read') }).click();
  await expect(told).toBeHidden();

  // Orders outlive the page: it is left while the line is cut, and opened again later.
  await expect(page.getByRole('button', { name: zh('counter.callNext') })).toBeEnabled();
  await page.keyboard.press('F2');
  await numberShown(page, labels[2] ?? '');
  await serve(page);
  hall.line.become('refused');
  await page.keyboard.press('F8');
  await expect(waiting).toBeVisible({ timeout: 10_000 });
  await page.goto('about:blank');
  hall.line.become('whole');
  await page.goBack();
  await expect(page.getByText(zh('counter.noCurrent'))).toBeVisible({ timeout: 15_000 });
  await expect(waiting).toBeHidden();
  const events = await hall.stop();
  const count = (type: string) => events.filter(event => event.type === type).length;
  expect({ called: count('ticket.called'), done: count('ticket.done') }).toEqual({ called: 3, done: 3 });
});
