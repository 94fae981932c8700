// `npm run siege -- [--kills N] [--kiosks N] [--seed N] [--json]`: a hall of real processes that are killed while numbers are taken.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { besiege } from './besiege.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    kiosks: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'hall-siege-'));
const showsProgress = !values.json && process.stdout.isTTY;
const result = await besiege({
  folder,
  kills: Number(values.kills),
  kiosks: Number(values.kiosks),
  seed: Number(values.seed),
  onKill: kills => void (showsProgress && process.stdout.write(`\r${kills} of ${values.kills} kills`)),
});
const isSound = result.lost.length + result.twice.length === 0;
if (isSound) rmSync(folder, { recursive: true, force: true });
if (showsProgress) process.stdout.write('\n');
process.stdout.write(`${JSON.stringify(result)}\n`);
if (!isSound) process.stderr.write(`The data of the hall is kept in ${folder}\n`);
process.exitCode = isSound ? 0 : 1;
