// `npm run demo`: one visit, from the card to the region, played by itself on real parts. Leaves out/demo/.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHallWorld } from '../e2e/hallWorld.ts';
import { playVisit } from '../e2e/visit.ts';
import { buildWhenStale } from './buildWhenStale.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(checkout, 'out/demo');

await buildWhenStale(checkout);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const transcript: string[] = [];
const startedAt = performance.now();
const say = (line: string): void => {
  const at = `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`;
  transcript.push(at);
  process.stdout.write(`${at}\n`);
};

say('Region, card reader, printer, kiosk and hub are started …');
const world = await openHallWorld({ name: 'demo' });
try {
  say(`Region ${world.region.url} on PostgreSQL; hub ${world.hubUrl}`);
  await playVisit(world, {
    say,
    picture: async (name, page) => {
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    file: (name, bytes) => writeFileSync(join(folder, name), bytes),
  });
  say(`Done. Look into ${folder}`);
} finally {
  writeFileSync(join(folder, 'transcript.txt'), `${transcript.join('\n')}\n`);
  await world.stop();
}
