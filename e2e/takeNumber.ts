import { expect, type Page } from '@playwright/test';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');

/** Takes a number as a citizen without a card does, from the tile on the home screen, and reads the label off the screen. */
export async function takeNumber(kiosk: Page, queueName: string): Promise<string> {
  await goHome(kiosk);
  await kiosk
    .getByRole('button', { name: new RegExp(queueName) })
    .first()
    .click();
  const label = kiosk.getByText(/^[A-Z]{1,3}\d{3}$/).first();
  await expect(label).toBeVisible();
  return label.innerText();
}

/** Back to the home screen from wherever the page is. */
export async function goHome(kiosk: Page): Promise<void> {
  const take = kiosk.getByRole('button', { name: zh('home.take') });
  const leave = kiosk
    .getByRole('button', { name: zh('app.done') })
    .or(kiosk.getByRole('button', { name: zh('app.home') }));
  await expect(take.or(leave).first()).toBeVisible();
  if (!(await take.isVisible())) await leave.first().click();
  await expect(take).toBeVisible();
}
