import { type CrashMode, Disk, seededChance } from './disk.ts';
import { judge, type Verdict } from './judge.ts';
import type { RecordedRun } from './recordRun.ts';

export type PlayedCut = { at: number; mode: CrashMode; withWitness: boolean; told: number; verdict: Verdict };

const modes: readonly CrashMode[] = ['everything', 'flushed', 'torn', 'torn'];

/** Labels in a line of the worker. */
function labelOf(text: string): string | null {
  return /^([A-Z]+\d{3}) /.exec(text)?.[1] ?? null;
}

/**
 * Cuts the power at `points` moments of a recorded run, in every mode each, and judges every state. Moments are spread
 * evenly over the trace and then moved by chance, so that they fall before, between and after writes and flushes.
 */
export function playCuts({
  run,
  points,
  seed,
  scratch,
  role,
  witness,
}: {
  run: RecordedRun;
  points: number;
  seed: number;
  scratch: string;
  role: 'hub' | 'kiosk';
  /** Whether the journal survives: always, never, or by turns. */
  witness: 'kept' | 'lost' | 'by_turns';
}): PlayedCut[] {
  const chance = seededChance(seed);
  const step = run.records.length / points;
  const moments = new Set(Array.from({ length: points }, (_, i) => Math.floor((i + chance()) * step)));
  const disk = new Disk();
  const told: string[] = [];
  const played: PlayedCut[] = [];
  for (const [at, record] of run.records.entries()) {
    if (moments.has(at))
      for (const [turn, mode] of modes.entries()) {
        const withWitness = witness === 'kept' || (witness === 'by_turns' && (at + turn) % 4 !== 0);
        const state = disk.cut(mode, chance);
        const verdict = judge({ run, state, told, scratch, role, withWitness });
        played.push({ at, mode, withWitness, told: told.length, verdict });
      }
    disk.apply(record);
    const label = record.is === 'said' ? labelOf(record.text) : null;
    if (label !== null) told.push(label);
  }
  return played;
}
