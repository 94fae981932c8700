import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openHallWorld } from './hallWorld.ts';
import { goHome } from './takeNumber.ts';
import { wordsOf } from './words.ts';

/** 20 mm on the finest screen that is used (21.5", 0.248 mm a pixel) is the floor for any target; here on 27": 64 px. */
const smallestTargetPx = 64;
const languageButtons = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' } as const;

type Box = { name: string; x: number; y: number; width: number; height: number };

/** Every button that can be seen, with its place on the screen. */
function visibleButtons(page: Page): Promise<Box[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .map((button): Box => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return { name: button.innerText, x, y, width, height };
      })
      .filter(box => box.width > 0 && box.height > 0),
  );
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;

async function judge(page: Page, screen: string): Promise<void> {
  await test.step(screen, async () => {
    const boxes = await visibleButtons(page);
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) {
      expect(Math.min(box.width, box.height), `${screen}: "${box.name}" is too small`).toBeGreaterThanOrEqual(
        smallestTargetPx,
      );
      expect(box.y + box.height, `${screen}: "${box.name}" is below the screen`).toBeLessThanOrEqual(1920);
      for (const other of boxes)
        if (other !== box)
          expect(overlap(box, other), `${screen}: "${box.name}" lies over "${other.name}"`).toBe(false);
    }
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(size[0], `${screen} is wider than the screen`).toBe(size[1]);
    const missing = await page.evaluate(
      () =>
        document.fonts.check('36px "Noto Sans SC Variable"', '您好') &&
        document.fonts.check('36px "Noto Sans Arabic Variable"', 'ئۇيغۇرچە'),
    );
    expect(missing, `${screen}: a bundled font is not loaded`).toBe(true);
    const axe = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`),
      screen,
    ).toEqual([]);
    await test.info().attach(screen, { body: await page.screenshot(), contentType: 'image/png' });
  });
}

test('every screen in three languages: targets, overlaps, fonts, contrast', async () => {
  test.setTimeout(240_000);
  const world = await openHallWorld({ name: 'screens' });
  try {
    const page = await world.kiosk.page();
    for (const [language, name] of Object.entries(languageButtons) as [keyof typeof languageButtons, string][]) {
      const word = wordsOf(language);
      const button = (key: string) => page.getByRole('button', { name: word(key) }).first();
      await page.getByRole('button', { name }).click();
      await judge(page, `home-${language}`);
      await button('home.take').click();
      await judge(page, `choose-${language}`);
      await page
        .getByRole('button')
        .filter({ hasText: { zh: '医疗保险', ug: 'داۋالىنىش', en: 'Medical' }[language] })
        .first()
        .click();
      await expect(page.getByText(word('issued.printed')).first()).toBeVisible({ timeout: 15_000 });
      await judge(page, `issued-${language}`);
      await button('app.done').click();
      // A finished visit ends in Chinese, whatever language it was in.
      await page.getByRole('button', { name }).click();
      await button('home.rate').click();
      await judge(page, `rate-code-${language}`);
      await button('app.home').click();
    }
    await page.getByRole('button', { name: languageButtons.zh }).click();
    await goHome(page);
  } finally {
    await world.stop();
  }
});
