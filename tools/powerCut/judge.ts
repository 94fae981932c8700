import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { businessDayAt } from '../../hall/domain/businessDay.ts';
import { deviceIdSchema, queueIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import type { CrashState } from './disk.ts';
import type { RecordedRun } from './recordRun.ts';

/** What a fresh start makes of a crash. */
export type Verdict = {
  /** Labels somebody was told that are not there any more. */
  lost: readonly string[];
  /** Labels that stand on two tickets, or were given to the next visitor again. */
  twice: readonly string[];
  /** Why the store could not be opened, or null. */
  unopened: string | null;
  /** The next visitor's label, or why there was none. */
  next: string;
};

/** Writes a crash state below `scratch` and starts the hall on it, as after a power cut. */
export function judge({
  run,
  state,
  told,
  scratch,
  role,
  withWitness,
}: {
  run: RecordedRun;
  state: CrashState;
  /** Labels that were said before the cut. */
  told: readonly string[];
  scratch: string;
  role: 'hub' | 'kiosk';
  /** False: the journal is lost as well, and the database has to hold alone. */
  withWitness: boolean;
}): Verdict {
  rmSync(scratch, { recursive: true, force: true });
  const moved = (path: string) => join(scratch, path.slice(run.root.length));
  for (const path of [run.databasePath, run.witnessPath]) mkdirSync(dirname(moved(path)), { recursive: true });
  for (const [path, bytes] of state) {
    // SQLite's shared memory does not survive a machine.
    if (path.endsWith('-shm') || (!withWitness && path === run.witnessPath)) continue;
    writeFileSync(moved(path), bytes);
  }
  const opened = openHallStore({
    databasePath: moved(run.databasePath),
    witnessPath: moved(run.witnessPath),
    device: deviceIdSchema.parse(role),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role,
  });
  if (!opened.ok) return { lost: told, twice: [], unopened: opened.failure.message, next: '' };
  const store = opened.value;
  const days = [businessDayAt(Date.now() - 3_600_000), businessDayAt(Date.now())];
  const rows = [...new Set(days)].flatMap(day => store.ticketsOfDay(day));
  // A voided number of the hub has no label here.
  const labels = rows.flatMap(row => (row.facts.issued === null ? [] : [row.facts.issued.label]));
  const answer = store.issue({
    ticket: ticketIdSchema.parse(randomUUID()),
    queue: queueIdSchema.parse('household'),
    letter: 'A',
    series: role === 'hub' ? 'shared' : 'K',
    language: 'zh',
    priority: 0,
    requestId: null,
    personKey: null,
  });
  store.close();
  const next = answer.ok ? answer.value.label : answer.failure.code;
  const present = new Set(labels);
  const twice = labels.filter((label, i) => labels.indexOf(label) !== i);
  if (present.has(next as (typeof labels)[number]) || told.includes(next)) twice.push(next as (typeof labels)[number]);
  return { lost: told.filter(label => !present.has(label as (typeof labels)[number])), twice, unopened: null, next };
}
