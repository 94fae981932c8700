import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from '@playwright/test';
import jsQR from 'jsqr';
import { openHallWorld } from './hallWorld.ts';
import { playVisit } from './visit.ts';

/** Reads the QR code off the paper as a phone would: from the dots, knowing nothing of how they got there. */
async function qrOf(png: Uint8Array): Promise<string | null> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return jsQR(data, width, height)?.data ?? null;
}

test('a citizen’s visit, from the card to the region', async () => {
  test.setTimeout(180_000);
  const world = await openHallWorld({ name: 'visit' });
  try {
    const said: string[] = [];
    const visit = await playVisit(world, {
      say: line => said.push(line),
      picture: async (name, page) => {
        await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' });
      },
      file: () => undefined,
    });

    expect(visit.paper.text.join('\n')).toContain(visit.label);
    expect(await qrOf(visit.paper.png)).toContain(visit.label);
    // RIFF … WAVE, and longer than a chime alone (22 kHz, 16 bit).
    expect(Buffer.from(visit.sound.subarray(0, 4)).toString()).toBe('RIFF');
    expect(visit.sound.length).toBeGreaterThan(100_000);

    const keys = visit.regionEvents.map(event => `${event.stream}/${event.seq}`);
    expect(new Set(keys).size).toBe(keys.length);
    const issued = visit.regionEvents.filter(event => event.type === 'ticket.issued');
    expect(issued.map(event => event.body['label'])).toEqual([visit.label]);
    const story = visit.regionEvents.map(event => event.type).filter(type => /^(ticket|rating)\./.test(type));
    expect(story.sort()).toEqual(
      ['ticket.issued', 'ticket.printed', 'ticket.called', 'ticket.serving', 'ticket.done', 'rating.given'].sort(),
    );
    // The card's number and name never leave the kiosk (canary: the simulated citizen).
    const everything = JSON.stringify(visit.regionEvents);
    expect(everything).not.toContain('650102199003070021');
    expect(everything).not.toContain('阿依古丽');
  } finally {
    await world.stop();
  }
});
