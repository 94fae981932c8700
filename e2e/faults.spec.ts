import { expect, test, type Page } from '@playwright/test';
import { type HallWorld, openHallWorld } from './hallWorld.ts';
import { readRegionEvents, waitForRegion } from './regionEvents.ts';
import { startRegionProcess } from './regionProcess.ts';
import { goHome, takeNumber } from './takeNumber.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');
const queue = '社会保险';
const shared = /^A\d{3}$/;
const own = /^AK\d{3}$/;

async function fault(device: { control: string }, name: string): Promise<void> {
  const answer = await fetch(`${device.control}/fault`, { method: 'POST', body: JSON.stringify({ name }) });
  expect(answer.status).toBe(200);
}

/** Entry of the kiosk's live state, read through its own door. */
function liveEntry<T>(world: HallWorld, key: string): Promise<T> {
  return world.kiosk.inPage<T>(`(async () => {
    const answer = await fetch('/api/live');
    const reader = answer.body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return JSON.parse(new TextDecoder().decode(value).replace(/^data: /, '')).entries[${JSON.stringify(key)}];
  })()`);
}

async function isReady(world: HallWorld, device: 'reader' | 'printer'): Promise<void> {
  await expect.poll(async () => (await liveEntry<{ at: string }>(world, device)).at, { timeout: 30_000 }).toBe('ready');
}

const says = (kiosk: Page, key: string) => expect(kiosk.getByText(zh(key)).first()).toBeVisible({ timeout: 15_000 });

/** The region is killed as a power cut would, and later started again on the same data. */
async function withoutRegion(world: HallWorld, meanwhile: () => Promise<void>): Promise<void> {
  await world.region.kill();
  await meanwhile();
  world.region = await startRegionProcess({ dataFolder: `${world.folder}/region`, port: world.regionPort });
}

/** The hub is stopped in its tracks: connections stay open and nothing answers, the worst way to be gone. */
async function withHungHub(world: HallWorld, meanwhile: () => Promise<void>): Promise<void> {
  const hub = world.kiosk.childPid('hub');
  process.kill(hub, 'SIGSTOP');
  await meanwhile();
  process.kill(hub, 'SIGCONT');
}

test('each part dead, alone and all together: the citizen gets a number, and everything arrives once', async () => {
  test.setTimeout(240_000);
  const world = await openHallWorld({ name: 'faults' });
  try {
    const kiosk = await world.kiosk.page();
    const labels: string[] = [];
    const take = async (expected: RegExp): Promise<void> => {
      const label = await takeNumber(kiosk, queue);
      expect(label).toMatch(expected);
      labels.push(label);
    };

    await test.step('everything works', async () => {
      await take(shared);
      await says(kiosk, 'issued.printed');
    });

    await test.step('printer dead: the number stands, the paper comes when it is back', async () => {
      await fault(world.printer, 'vanish');
      await take(shared);
      await expect(kiosk.getByRole('button', { name: zh('notPrinted.reprint') })).toBeVisible({ timeout: 15_000 });
      await fault(world.printer, 'return');
      await isReady(world, 'printer');
      await kiosk.getByRole('button', { name: zh('notPrinted.reprint') }).click();
      await says(kiosk, 'issued.printed');
    });

    await test.step('reader dead: it says so, and a number needs no card', async () => {
      await goHome(kiosk);
      await fault(world.reader, 'vanish');
      await says(kiosk, 'card.readerOut');
      await take(shared);
      await fault(world.reader, 'return');
      await isReady(world, 'reader');
    });

    await test.step('hub hung: the own series answers', () =>
      withHungHub(world, async () => {
        await take(own);
        await goHome(kiosk);
        await says(kiosk, 'outage.hubDown');
      }));

    await test.step('region dead: nobody in the hall notices', () => withoutRegion(world, () => take(/^A/)));

    await test.step('everything dead at once', () =>
      withoutRegion(world, () =>
        withHungHub(world, async () => {
          await fault(world.printer, 'vanish');
          await fault(world.reader, 'vanish');
          await take(own);
          await fault(world.printer, 'return');
          await fault(world.reader, 'return');
        }),
      ));

    await test.step('everything arrives once', async () => {
      const events = await waitForRegion(`${world.folder}/region`, {
        fits: known =>
          labels.every(label => known.some(event => event.type === 'ticket.issued' && event.body['label'] === label)),
        limitMs: 60_000,
      });
      const keys = events.map(event => `${event.stream}/${event.seq}`);
      expect(new Set(keys).size).toBe(keys.length);
      const voided = new Set(events.filter(event => event.type === 'number.voided').map(event => event.body['ticket']));
      const held = events.filter(event => event.type === 'ticket.issued' && !voided.has(event.body['ticket']));
      expect(held).toHaveLength(labels.length);
      expect(new Set(held.map(event => event.body['label']))).toEqual(new Set(labels));
      expect(await readRegionEvents(`${world.folder}/region`)).toHaveLength(events.length);
    });
  } finally {
    await world.stop();
  }
});
