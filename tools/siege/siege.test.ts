import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { besiege } from './besiege.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-siege-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The whole siege is `npm run siege`; these kills show on every run that it still stands.
it('a hub and two kiosks killed a dozen times behind bad lines lose no number and give none twice', async () => {
  const result = await besiege({ folder, kiosks: 2, kills: 12, seed: 7, onKill: () => undefined });
  expect(result).toMatchObject({ lost: [], twice: [], kills: 12 });
  expect(result.shown).toBeGreaterThan(20);
  expect(result.own).toBeGreaterThan(0);
  expect(result.own).toBeLessThan(result.shown);
}, 180_000);
