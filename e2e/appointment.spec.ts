import { expect, type Page, test } from '@playwright/test';
import type { SetupNow } from '../hall/domain/setupApi.ts';
import { type HallWorld, openHallWorld } from './hallWorld.ts';
import { lastPaper } from './visit.ts';
import { goHome } from './takeNumber.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const languages = { en: 'English', ug: 'ئۇيغۇرچە', zh: '中文' } as const;
const newPin = '739154';
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function attach(name: string, page: Page): Promise<void> {
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' });
}

/** The same screen in three languages; in this order no two presses meet at one place of the mirrored bar. */
async function showInLanguages(name: string, kiosk: Page): Promise<void> {
  for (const [language, word] of Object.entries(languages)) {
    await button(kiosk, new RegExp(word)).click();
    await kiosk.locator(`html[lang=${language}]`).waitFor();
    await attach(`${name}-${language}`, kiosk);
  }
}

/** Short slots all day, so that the test does not depend on the hour it runs at. */
async function takeAppointments(world: HallWorld): Promise<void> {
  const ask = async <T>(method: string, path: string, body: unknown, token: string | null): Promise<T> => {
    const response = await fetch(`${world.hubUrl}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status, `${method} ${path}`).toBe(200);
    return (await response.json()) as T;
  };
  const pin = world.firstPins()['1001'] ?? '';
  const first = await ask<{ token: string }>('POST', '/api/session', { account: '1001', pin }, null);
  const { token } = await ask<{ token: string }>('POST', '/api/session/pin', { pin, newPin }, first.token);
  const { revision, setup } = await ask<SetupNow>('GET', '/api/setup', null, token);
  const rule = { queue: 'real-estate', slotMinutes: 5, places: 1, daysAhead: 2, earliestMinutes: 60 };
  const appointments = { queues: [rule], helpLine: '12345' };
  const saved = await ask<{ at: string }>(
    'PUT',
    '/api/setup',
    { basedOn: revision, setup: { ...setup, appointments } },
    token,
  );
  expect(saved.at).toBe('accepted');
}

async function openCounter(world: HallWorld): Promise<Page> {
  const browser = await world.browser();
  const counter = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await counter.goto(`${world.hubUrl}/counter/`);
  await counter.getByLabel(zh('counter.account')).fill('2001');
  await counter.getByLabel(zh('counter.pin')).fill(world.firstPins()['2001'] ?? '');
  await button(counter, zh('counter.signIn')).click();
  await counter.getByLabel(zh('counter.newPin')).fill(newPin);
  await counter.getByLabel(zh('counter.repeatPin')).fill(newPin);
  await button(counter, zh('counter.savePin')).click();
  await button(counter, /^3 号窗口/).click();
  await button(counter, zh('counter.open')).click();
  return counter;
}

/** Books the second free slot for somebody at the counter; the code and the time. */
async function bookAtCounter(counter: Page): Promise<{ code: string; time: string }> {
  await button(counter, /^预约$/).click();
  const dialog = counter.getByRole('dialog');
  await dialog.getByRole('button', { name: zh('booking.book') }).click();
  const slot = dialog.getByRole('group').getByRole('button').nth(1);
  const time = (await slot.locator('bdi').innerText()).trim();
  await slot.click();
  await dialog.getByLabel(zh('booking.name')).fill('张三');
  await attach('counter-book', counter);
  await dialog.getByRole('button', { name: /^预约$/ }).click();
  const words = await dialog.getByRole('status').innerText();
  const code = /\d{4} \d{4}/.exec(words)?.[0].replace(' ', '') ?? '';
  expect(words).toContain(time);
  expect(code).toMatch(/^\d{8}$/);
  return { code, time };
}

async function typeCode(kiosk: Page, code: string): Promise<void> {
  for (const digit of code) {
    await kiosk.getByRole('button', { name: digit, exact: true }).click();
    // The guard against trembling takes the same key within 120 ms for a bounce of the finger.
    await kiosk.waitForTimeout(150);
  }
}

test('an appointment is booked at a counter, checked in at the kiosk, and called', async () => {
  test.setTimeout(180_000);
  const world = await openHallWorld({ name: 'appointment' });
  try {
    await takeAppointments(world);
    const kiosk = await world.kiosk.page();
    const counter = await openCounter(world);
    const { code, time } = await bookAtCounter(counter);

    await goHome(kiosk);
    await showInLanguages('home', kiosk);
    await button(kiosk, zh('home.appointment')).click();
    await typeCode(kiosk, code);
    await showInLanguages('code', kiosk);
    await button(kiosk, zh('appointment.checkIn')).click();
    const label = await kiosk
      .getByText(/^[A-Z]{1,3}\d{3}$/)
      .first()
      .innerText();
    await expect(kiosk.getByText(`预约 ${time}`)).toBeVisible();
    await expect(kiosk.getByText(zh('issued.printed'))).toBeVisible();
    await attach('issued', kiosk);
    expect((await lastPaper(world)).text.join('\n')).toMatch(new RegExp(`预约时间\\s*${time}`));

    // The same code again: no second number.
    await goHome(kiosk);
    await button(kiosk, zh('home.appointment')).click();
    await typeCode(kiosk, code);
    await button(kiosk, zh('appointment.checkIn')).click();
    await expect(kiosk.getByText(label)).toBeVisible();
    await showInLanguages('already', kiosk);

    const dialog = counter.getByRole('dialog');
    await dialog.getByRole('button', { name: zh('booking.list') }).click();
    await expect(dialog.getByRole('row').filter({ hasText: label })).toContainText(zh('booking.at.checked_in'));
    await attach('counter-list', counter);
    await counter.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    // Before its slot it waits, so nobody is there to be called next; the clerk may still ask for it by its number.
    await button(counter, zh('counter.callNext')).click();
    await expect(counter.getByText(zh('failure.queue_empty'))).toBeVisible();
    await button(counter, zh('counter.callNumber')).click();
    await dialog.getByRole('textbox').fill(label);
    await dialog.getByRole('button', { name: zh('counter.send') }).click();
    await expect(button(counter, zh('counter.serve'))).toBeEnabled();
    await expect(counter.getByText(label).first()).toBeVisible();
  } finally {
    await world.stop();
  }
});

test('an appointment is made at the kiosk: day, time, code on screen and paper', async () => {
  test.setTimeout(180_000);
  const world = await openHallWorld({ name: 'book-at-kiosk' });
  try {
    await takeAppointments(world);
    const kiosk = await world.kiosk.page();
    await goHome(kiosk);
    await button(kiosk, zh('home.appointment')).click();
    await typeCode(kiosk, '12345678');
    await button(kiosk, zh('appointment.checkIn')).click();
    await expect(kiosk.getByText(zh('appointment.typoHint'))).toBeVisible();
    await showInLanguages('typo', kiosk);
    await button(kiosk, zh('app.again')).click();
    await button(kiosk, zh('appointment.book')).click();
    await showInLanguages('queues', kiosk);
    await button(kiosk, /不动产登记/).click();
    await kiosk.getByText(zh('appointment.chooseDay')).waitFor();
    await showInLanguages('days', kiosk);
    await button(kiosk, /还有/).nth(1).click();
    await kiosk.getByText(zh('appointment.chooseTime')).waitFor();
    await showInLanguages('slots', kiosk);
    await button(kiosk, /^00:15/).click();
    await expect(kiosk.getByRole('heading', { name: zh('appointment.booked') })).toBeVisible();
    await showInLanguages('booked', kiosk);
    const code = await kiosk.getByText(/^\d{4} \d{4}$/).innerText();
    await expect.poll(async () => (await lastPaper(world)).text.join('\n'), { timeout: 15_000 }).toContain(code);

    // Tomorrow's appointment cannot be checked in today; its holder may give it back.
    await button(kiosk, zh('app.done')).click();
    await button(kiosk, zh('home.appointment')).click();
    await typeCode(kiosk, code.replace(' ', ''));
    await button(kiosk, zh('appointment.checkIn')).click();
    await expect(kiosk.getByRole('heading', { name: zh('appointment.otherDay') })).toBeVisible();
    await showInLanguages('other-day', kiosk);
    await button(kiosk, zh('appointment.cancel')).click();
    await expect(kiosk.getByRole('heading', { name: zh('appointment.cancelDone') })).toBeVisible();
  } finally {
    await world.stop();
  }
});
