import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRecorder } from './compileRecorder.ts';
import { type PlayedCut, playCuts } from './playCuts.ts';
import { recordRun } from './recordRun.ts';
import { scratchFolder } from './scratchFolder.ts';

let folder = '';
let scratch = '';
let library = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-power-'));
  scratch = scratchFolder();
  library = compileRecorder(folder);
});
afterAll(() => {
  for (const made of [folder, scratch]) rmSync(made, { recursive: true, force: true });
});

const numbers = 130;
function play(options: {
  mode: 'product' | 'library_default';
  role: 'hub' | 'kiosk';
  points: number;
  witness: 'kept' | 'lost' | 'by_turns';
}): PlayedCut[] {
  const { mode, role, points, witness } = options;
  const run = recordRun({ folder, library, count: numbers, mode, role });
  return playCuts({ run, points, seed: 20_261_122, scratch: join(scratch, role), role, witness });
}
const bad = ({ verdict }: PlayedCut) =>
  verdict.lost.length > 0 || verdict.twice.length > 0 || verdict.unopened !== null;

describe('a power cut', () => {
  it('at any moment loses no number of a kiosk and gives none twice, even when the journal is lost with it', () => {
    const cuts = play({ mode: 'product', role: 'kiosk', points: 200, witness: 'by_turns' });
    expect(cuts.length).toBeGreaterThanOrEqual(750);
    expect(Math.max(...cuts.map(cut => cut.told))).toBeGreaterThan(numbers - 10);
    expect(cuts.filter(cut => !cut.withWitness).length).toBeGreaterThan(150);
    expect(cuts.filter(bad)).toEqual([]);
    expect(cuts.filter(cut => !/^AK\d{3}$/.test(cut.verdict.next))).toEqual([]);
  }, 120_000);

  it('at any moment loses no number of a hub, gives none twice, and the shared series goes on', () => {
    const cuts = play({ mode: 'product', role: 'hub', points: 80, witness: 'kept' });
    expect(cuts.length).toBeGreaterThanOrEqual(300);
    expect(cuts.filter(bad)).toEqual([]);
    expect(cuts.filter(cut => !/^A\d{3}$/.test(cut.verdict.next))).toEqual([]);
  }, 120_000);

  it('does lose numbers with the defaults of the library – or this test would prove nothing', () => {
    const cuts = play({ mode: 'library_default', role: 'kiosk', points: 40, witness: 'lost' });
    const losses = cuts.filter(cut => cut.verdict.lost.length > 0);
    expect(losses.length).toBeGreaterThan(20);
    expect(Math.max(...losses.map(cut => cut.verdict.lost.length))).toBeGreaterThan(10);
    expect(cuts.filter(cut => cut.verdict.twice.length > 0).length).toBeGreaterThan(20);
  }, 120_000);
});
