import { wordsOf } from '../../e2e/words.ts';
import type { DrivenApp, Point } from './drivenApp.ts';

const rounds = 60;
/** A person's pace; it also lets an idle CPU fall asleep again, as it does in a hall. */
const paceMs = 250;

const zh = wordsOf('zh');
const buttonWith = (words: RegExp): string =>
  `[...document.querySelectorAll('#root button')].find(button => /${words.source}/.test(button.innerText))`;
/** The first tile of the home screen: the button after the big one. */
const tile = `document.querySelectorAll('#root h2 ~ * button, #root h2 + * button')[0]`;
const done = `(${buttonWith(zh('app.done'))} ?? ${buttonWith(zh('app.home'))})`;

/** Ways to measure in the page: from the event's own time stamp to the frame after the one that shows its answer. */
const toolkit = `{
  window.bench = {
    middle(element) {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    arm(isAnswered) {
      let touchedAt = 0;
      addEventListener('pointerdown', event => { touchedAt = event.timeStamp; }, { capture: true, once: true });
      this.drawn = new Promise(resolve => {
        const observer = new MutationObserver(() => {
          if (touchedAt === 0 || !isAnswered()) return;
          observer.disconnect();
          // The second frame begins when the first, which shows the answer, has been handed over.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - touchedAt)));
        });
        observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
      });
    },
  };
  const toggle = document.createElement('button');
  toggle.style.cssText = 'position: fixed; inset-block-start: 0; inset-inline-start: 0; z-index: 9; font-size: 20px';
  toggle.textContent = 'off';
  toggle.addEventListener('click', () => { toggle.textContent = toggle.textContent === 'off' ? 'on' : 'off'; });
  document.body.append(toggle);
  window.benchToggle = toggle;
  0;
}`;

/**
 * Takes numbers on the kiosk's page, and between two of them toggles a plain button on the same page.
 * @returns ms from the touch until the answer was drawn, of each
 */
export async function measureTouches(app: DrivenApp): Promise<{ numbers: number[]; toggles: number[] }> {
  await app.evaluate(toolkit);
  const numbers: number[] = [];
  const toggles: number[] = [];
  // The first two fill caches and make the number series.
  for (let round = -2; round < rounds; round += 1) {
    const toggled = await touch(app, { element: 'benchToggle', answered: 'true' });
    const taken = await touch(app, {
      element: tile,
      answered: `document.querySelector('p[aria-live="polite"]') !== null`,
    });
    if (round >= 0) {
      toggles.push(toggled);
      numbers.push(taken);
    }
    await touch(app, { element: done, answered: `${tile} !== undefined` });
  }
  return { numbers, toggles };
}

async function touch(app: DrivenApp, wish: { element: string; answered: string }): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, paceMs));
  const at = await app.evaluate<Point>(`new Promise(resolve => {
    const look = () => {
      const element = ${wish.element};
      if (element === undefined) return setTimeout(look, 10);
      bench.arm(() => ${wish.answered});
      resolve(bench.middle(element));
    };
    look();
  })`);
  await app.tap(at);
  return app.evaluate('bench.drawn');
}
