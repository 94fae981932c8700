import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { businessDayAt } from '../../hall/domain/businessDay.ts';
import { deviceIdSchema } from '../../hall/domain/ids.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { issueRequest } from '../../hall/store/testHall.fixture.ts';
import { seededChance } from './disk.ts';
import { pathsBelow } from './recordRun.ts';
import { scratchFolder } from './scratchFolder.ts';

const worker = join(import.meta.dirname, 'issuingWorker.ts');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openBelow(root: string, role: 'hub' | 'kiosk') {
  const opened = openHallStore({
    ...pathsBelow(root),
    device: deviceIdSchema.parse(role),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role,
  });
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${opened.failure.message}`);
  return opened.value;
}
/** Label → ticket of everything in the store. */
function numbersBelow(root: string, role: 'hub' | 'kiosk'): [string, string][] {
  const store = openBelow(root, role);
  const days = new Set([businessDayAt(Date.now() - 3_600_000), store.today()]);
  const rows = [...days].flatMap(day => store.ticketsOfDay(day));
  store.close();
  return rows.map(row => [String(row.facts.issued?.label), row.facts.ticket]);
}
/** `A017 <ticket>` lines, as the worker says them. */
function toldIn(output: string): [string, string][] {
  return [...output.matchAll(/^([A-Z]+\d{3}) (\S+)$/gm)].map(match => [match[1] ?? '', match[2] ?? '']);
}
function workerArguments(root: string, count: number, role: 'hub' | 'kiosk'): string[] {
  const { databasePath, witnessPath } = pathsBelow(root);
  return [worker, databasePath, witnessPath, String(count), 'product', role];
}

/** Lets the worker issue, and kills it `delayMs` after it has said `lines` numbers; returns all that it had said. */
function killAfter({
  root,
  lines,
  delayMs,
  role,
}: {
  root: string;
  lines: number;
  delayMs: number;
  role: 'hub' | 'kiosk';
}) {
  const child: ChildProcess = spawn(process.execPath, workerArguments(root, 0, role), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let armed = false;
  child.stdout?.on('data', chunk => {
    output += String(chunk);
    if (armed || toldIn(output).length < lines) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  return new Promise<string>(resolve => child.on('close', () => resolve(output)));
}

describe('kill -9', () => {
  it('at 30 random moments loses no number and gives none twice', async () => {
    const chance = seededChance(7);
    for (const role of ['kiosk', 'hub'] as const) {
      const root = join(folder, role);
      const told: [string, string][] = [];
      for (let round = 0; round < 15; round += 1) {
        const output = await killAfter({ root, lines: Math.floor(chance() * 40), delayMs: chance() * 5, role });
        told.push(...toldIn(output));
      }
      const there = numbersBelow(root, role);
      const byTicket = new Map(there.map(([label, ticket]) => [ticket, label]));
      expect(told.length).toBeGreaterThan(15);
      expect(told.filter(([label, ticket]) => byTicket.get(ticket) !== label)).toEqual([]);
      expect(new Set(there.map(([label]) => label)).size).toBe(there.length);
      // A killed process may have committed what it was asked for at once and could not say any more, never more than that.
      expect(there.length - told.length).toBeLessThanOrEqual(role === 'hub' ? 45 : 15);
    }
  }, 180_000);
});

describe('a disk that refuses', () => {
  const strace = spawnSync('strace', ['-V']).error === undefined;
  function runUnder(inject: string[], root: string, count: number) {
    const args = ['-f', '-qq', '-o', join(folder, 'strace.txt'), ...inject, process.execPath];
    return spawnSync('strace', [...args, ...workerArguments(root, count, 'kiosk')], { encoding: 'utf8' });
  }

  /** fsyncs of a run with one number: those of opening, one for each migration among them, and one COMMIT; later ones are numbers. */
  function openingFlushes(): number {
    runUnder(['-e', 'trace=fsync'], join(folder, 'opening'), 1);
    return readFileSync(join(folder, 'strace.txt'), 'utf8').match(/fsync\(/g)?.length ?? 0;
  }

  it.runIf(strace)(
    'once: the same request still gets exactly one number',
    () => {
      const opening = openingFlushes();
      // fdatasync: one for each record of the witness.
      for (const [call, when] of [
        ['fsync', opening + 3],
        ['fsync', opening + 10],
        ['fdatasync', 1],
        ['fdatasync', 9],
      ] as const) {
        const root = join(folder, `${call}-${when}`);
        const run = runUnder(['-e', 'trace=fsync,fdatasync', '-e', `inject=${call}:error=EIO:when=${when}`], root, 20);
        expect(run.stdout).toContain('closed');
        expect(readFileSync(join(folder, 'strace.txt'), 'utf8')).toContain('EIO');
        const told = toldIn(run.stdout);
        expect(told).toHaveLength(20);
        expect(new Set(told.map(([label]) => label)).size).toBe(20);
        expect(new Set(numbersBelow(root, 'kiosk').map(String))).toEqual(new Set(told.map(String)));
      }
    },
    120_000,
  );

  it.runIf(strace)(
    'for good: nothing is shown that was not flushed, and all that was shown is there',
    () => {
      const root = join(folder, 'for-good');
      const run = runUnder(
        ['-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:error=EIO:when=${openingFlushes() + 8}+`],
        root,
        20,
      );
      expect(run.stdout).toContain('refused storage_failed');
      const told = toldIn(run.stdout);
      expect(told.length).toBeGreaterThan(3);
      expect(told.length).toBeLessThan(20);
      const there = numbersBelow(root, 'kiosk');
      const labels = new Set(there.map(([label]) => label));
      expect(told.filter(([label]) => !labels.has(label))).toEqual([]);
      expect(labels.size).toBe(there.length);
    },
    120_000,
  );

  it.runIf(strace)(
    'because it is full: issuing stops, nothing is damaged, and it goes on when there is room',
    () => {
      const root = join(folder, 'full');
      // After some tickets every write answers "no space left on device".
      const run = runUnder(['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:error=ENOSPC:when=700+'], root, 60);
      const told = toldIn(run.stdout);
      expect(run.stdout).toContain('refused storage_failed');
      expect(told.length).toBeGreaterThan(3);
      const there = numbersBelow(root, 'kiosk');
      expect(told.filter(([label, ticket]) => !there.some(([l, t]) => l === label && t === ticket))).toEqual([]);
      const store = openBelow(root, 'kiosk');
      const answer = store.issue(issueRequest({}));
      store.close();
      expect(answer.ok).toBe(true);
      if (answer.ok) expect(there.map(([label]) => label)).not.toContain(answer.value.label);
    },
    120_000,
  );

  it.runIf(strace)(
    'is asked to flush twice for every number, no less and hardly more',
    () => {
      const summary = join(folder, 'strace.txt');
      const args = ['-f', '-qq', '-o', summary, '-e', 'trace=fsync,fdatasync', process.execPath];
      const run = spawnSync('strace', [...args, ...workerArguments(join(folder, 'count'), 500, 'kiosk')], {
        encoding: 'utf8',
      });
      expect(toldIn(run.stdout)).toHaveLength(500);
      const flushes = readFileSync(summary, 'utf8').match(/ f(data)?sync\(/g)?.length ?? 0;
      expect(flushes).toBeGreaterThanOrEqual(1000);
      expect(flushes).toBeLessThanOrEqual(1150);
    },
    120_000,
  );
});

describe('a damaged WAL', () => {
  it('of any kind: the witness gives every number back', () => {
    const scratch = scratchFolder();
    try {
      const root = join(scratch, 'sound');
      const store = openBelow(root, 'hub');
      const labels: string[] = [];
      for (let i = 0; i < 60; i += 1) {
        const answer = store.issue(issueRequest({ series: 'shared', requestId: null }));
        if (answer.ok) labels.push(answer.value.label);
        if (i === 20) store.checkpoint();
      }
      const before = store.highWaterMarks([]).incarnation;
      const copy = join(scratch, 'copy');
      cpSync(root, copy, { recursive: true });
      store.close();
      const wal = `${pathsBelow(copy).databasePath}-wal`;
      const sound = readFileSync(wal);
      const chance = seededChance(11);
      let gaps = 0;
      for (let round = 0; round < 120; round += 1) {
        const damaged = join(scratch, 'damaged');
        rmSync(damaged, { recursive: true, force: true });
        cpSync(copy, damaged, { recursive: true });
        const bytes = Uint8Array.from(sound);
        const at = Math.floor(chance() * bytes.length);
        if (round % 4 === 0) bytes.fill(Math.floor(chance() * 256), at);
        else bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
        writeFileSync(`${pathsBelow(damaged).databasePath}-wal`, round % 4 === 1 ? bytes.subarray(0, at) : bytes);
        const again = openBelow(damaged, 'hub');
        const rows = again.ticketsOfDay(again.today());
        expect(rows.map(row => String(row.facts.issued?.label)).sort()).toEqual(labels);
        if (rows.some(row => row.facts.issued?.recovered)) {
          gaps += 1;
          // Events of kiosks may be gone as well: they are asked to send them again.
          expect(again.highWaterMarks([]).incarnation).toBeGreaterThan(before);
        }
        expect(again.issue(issueRequest({ series: 'shared' }))).toMatchObject({ ok: true, value: { label: 'A061' } });
        again.close();
      }
      expect(gaps).toBeGreaterThan(90);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 120_000);
});
