import type { Page } from '@playwright/test';
import type { HallWorld } from './hallWorld.ts';
import { waitForRegion, type RegionEvent } from './regionEvents.ts';
import { wordsOf } from './words.ts';

/** What becomes of a played visit: words for the transcript, pictures of the screens, files. */
export type VisitRecord = {
  say(line: string): void;
  picture(name: string, page: Page): Promise<void>;
  file(name: string, bytes: Uint8Array): void;
};

export type VisitOutcome = {
  label: string;
  paper: { text: readonly string[]; png: Uint8Array };
  sound: Uint8Array;
  regionEvents: readonly RegionEvent[];
};

const clerkAccount = '2001';
const newPin = '739154';
const zh = wordsOf('zh');
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

/**
 * One citizen's visit from the card to the region, on real parts: the card is laid, a service chosen, the slip comes out, a
 * clerk calls, board and voice say it, the clerk finishes, the citizen rates, the region has every event.
 */
export async function playVisit(world: HallWorld, record: VisitRecord): Promise<VisitOutcome> {
  const kiosk = await world.kiosk.page();
  await showHomeInThreeLanguages(kiosk, record);
  const board = await openBoard(world, record);
  const counter = await openCounter(world, record);
  const { label, paper } = await takeNumberByCard({ world, kiosk, record });
  const sound = await callAndServe({ counter, board, label, record });
  await rateByCard({ world, kiosk, label, record });
  const regionEvents = await waitForRegion(`${world.folder}/region`, {
    fits: events => events.some(event => event.type === 'rating.given'),
    limitMs: 20_000,
  });
  record.say(`The region holds ${regionEvents.length} events: ${regionEvents.map(event => event.type).join(', ')}`);
  return { label, paper, sound, regionEvents };
}

async function showHomeInThreeLanguages(kiosk: Page, record: VisitRecord): Promise<void> {
  await kiosk
    .getByRole('button', { name: /社会保险/ })
    .first()
    .waitFor();
  // In this order no two presses meet at one place of the mirrored bar: the guard against trembling would swallow the second.
  for (const [language, name] of [
    ['en', 'English'],
    ['ug', 'ئۇيغۇرچە'],
    ['zh', '中文'],
  ] as const) {
    await kiosk.getByRole('button', { name }).click();
    await kiosk.locator(`html[lang=${language}]`).waitFor();
    await record.picture(`01-home-${language}`, kiosk);
  }
  record.say('The home screen greets in English, Uyghur and Chinese');
}

async function openBoard(world: HallWorld, record: VisitRecord): Promise<Page> {
  const browser = await world.browser();
  const board = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await board.goto(`${world.hubUrl}/board/`);
  record.say(`A board is opened in a browser: ${world.hubUrl}/board/`);
  return board;
}

async function openCounter(world: HallWorld, record: VisitRecord): Promise<Page> {
  const browser = await world.browser();
  const counter = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await counter.goto(`${world.hubUrl}/counter/`);
  await counter.getByLabel(zh('counter.account')).fill(clerkAccount);
  await counter.getByLabel(zh('counter.pin')).fill(world.firstPins()[clerkAccount] ?? '');
  await record.picture('02-counter-sign-in', counter);
  await button(counter, zh('counter.signIn')).click();
  await counter.getByLabel(zh('counter.newPin')).fill(newPin);
  await counter.getByLabel(zh('counter.repeatPin')).fill(newPin);
  await button(counter, zh('counter.savePin')).click();
  await button(counter, /1/).first().click();
  await button(counter, zh('counter.open')).click();
  record.say(`A clerk signs in with account ${clerkAccount}, changes the first PIN and opens counter 1`);
  return counter;
}

async function takeNumberByCard(parts: { world: HallWorld; kiosk: Page; record: VisitRecord }) {
  const { world, kiosk, record } = parts;
  await fetch(`${world.reader.control}/card`, { method: 'POST', body: '{}' });
  await kiosk.getByText('阿依…').waitFor();
  await record.picture('03-card-read', kiosk);
  record.say('An ID card is laid on the reader; the screen greets its holder by a masked name');
  await button(kiosk, /社会保险/).click();
  await kiosk.getByText(zh('issued.printed')).waitFor();
  const label = await kiosk
    .getByText(/^[A-Z]\d{3}$/)
    .first()
    .innerText();
  await record.picture('04-number-issued', kiosk);
  await fetch(`${world.reader.control}/card`, { method: 'DELETE' });
  const paper = await lastPaper(world);
  record.file('ticket.png', paper.png);
  record.say(`Number ${label} is issued and printed:\n    ${paper.text.join('\n    ')}`);
  return { label, paper };
}

/** The slip that came out last, as the printer drew it. */
export async function lastPaper(world: HallWorld): Promise<VisitOutcome['paper']> {
  const papers = (await (await fetch(`${world.printer.control}/papers`)).json()) as {
    lines: string[];
    codes: string[];
  }[];
  const png = await fetch(`${world.printer.control}/papers/${papers.length}.png`);
  return { text: papers.at(-1)?.lines ?? [], png: new Uint8Array(await png.arrayBuffer()) };
}

async function callAndServe(parts: {
  counter: Page;
  board: Page;
  label: string;
  record: VisitRecord;
}): Promise<Uint8Array> {
  const { counter, board, label, record } = parts;
  await counter.getByText(label).first().waitFor();
  const spoken = board.waitForResponse(response => response.url().endsWith('.wav'));
  await button(counter, zh('counter.callNext')).click();
  await board.getByText(label).first().waitFor();
  const sound = new Uint8Array(await (await spoken).body());
  record.file('announcement.wav', sound);
  await record.picture('05-counter-called', counter);
  await record.picture('06-board', board);
  record.say(`The clerk calls ${label}; the board shows it and says it (${sound.length} bytes of sound)`);
  await button(counter, zh('counter.serve')).click();
  await button(counter, zh('counter.finish')).click();
  await counter.getByText(zh('counter.noCurrent')).waitFor();
  record.say(`The clerk serves and finishes ${label}`);
  return sound;
}

async function rateByCard(parts: { world: HallWorld; kiosk: Page; label: string; record: VisitRecord }): Promise<void> {
  const { world, kiosk, label, record } = parts;
  await button(kiosk, zh('app.home'))
    .or(button(kiosk, zh('app.done')))
    .first()
    .click();
  await button(kiosk, zh('home.rate')).click();
  await record.picture('07-rating-code', kiosk);
  await fetch(`${world.reader.control}/card`, { method: 'POST', body: '{}' });
  await kiosk.getByText(label).first().waitFor();
  const levels = button(kiosk, zh('rate.levels.very_satisfied'));
  if (!(await levels.isVisible())) await button(kiosk, new RegExp(label)).click();
  await record.picture('08-rating-levels', kiosk);
  await levels.click();
  await kiosk.getByText(zh('rate.thanks')).waitFor();
  await record.picture('09-rating-thanks', kiosk);
  await fetch(`${world.reader.control}/card`, { method: 'DELETE' });
  record.say('The citizen rates: very satisfied');
}
