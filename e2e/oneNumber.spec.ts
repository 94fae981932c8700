import { expect, type Page, test } from '@playwright/test';
import { openHallWorld } from './hallWorld.ts';
import { lastPaper } from './visit.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const languageButtons = { en: 'English', ug: 'ئۇيغۇرچە', zh: '中文' } as const;

const labelOn = (page: Page) =>
  page
    .getByText(/^[A-Z]\d{3}$/)
    .first()
    .innerText();

test('the same card is offered its number and a copy instead of a second number', async () => {
  test.setTimeout(150_000);
  const world = await openHallWorld({ name: 'oneNumber' });
  try {
    const kiosk = await world.kiosk.page();
    const layCard = async () => {
      await fetch(`${world.reader.control}/card`, { method: 'POST', body: '{}' });
      await kiosk.getByText('阿依…').waitFor();
      await kiosk
        .getByRole('button', { name: /社会保险/ })
        .first()
        .click();
    };
    // The key of the hall comes with the line to the hub; a card read before that is nobody the hub could know again.
    await kiosk.waitForTimeout(1500);
    await expect(kiosk.locator('[data-hint]').first()).toBeHidden({ timeout: 20_000 });
    await layCard();
    await kiosk.getByText(zh('issued.printed')).waitFor();
    const label = await labelOn(kiosk);
    await fetch(`${world.reader.control}/card`, { method: 'DELETE' });
    await kiosk.getByRole('button', { name: zh('app.done') }).click();

    // The reader looks for a card twice a second: laid again at once it would be the same card still lying there.
    await kiosk.waitForTimeout(2000);
    await layCard();
    await kiosk.getByRole('heading', { name: zh('held.title') }).waitFor();
    expect(await labelOn(kiosk)).toBe(label);
    for (const [language, name] of Object.entries(languageButtons)) {
      await kiosk.getByRole('button', { name }).click();
      await kiosk.locator(`html[lang=${language}]`).waitFor();
      await kiosk.waitForTimeout(600);
      await test.info().attach(`held-${language}`, { body: await kiosk.screenshot(), contentType: 'image/png' });
    }
    await kiosk.getByRole('button', { name: zh('held.reprint') }).click();
    await kiosk.getByText(zh('issued.printed')).waitFor();
    await test.info().attach('held-printed', { body: await kiosk.screenshot(), contentType: 'image/png' });
    const paper = (await lastPaper(world)).text.join('\n');
    expect(paper).toContain('补打 COPY');
    expect(paper).toContain(label);
    await fetch(`${world.reader.control}/card`, { method: 'DELETE' });
  } finally {
    await world.stop();
  }
});
