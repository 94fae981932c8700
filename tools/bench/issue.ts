import { randomBytes, randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceIdSchema, queueIdSchema, requestIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import type { BenchRow } from './benchRow.ts';

const rounds = 1500;
const warmUp = 100;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Numbers and the floor by turns, so that both meet the same disk: one number, one append of 4 KiB with fdatasync. */
function measure(folder: string): { issue: number[]; append: number[] } {
  const opened = openHallStore({
    databasePath: join(folder, 'data', 'kiosk.db'),
    witnessPath: join(folder, 'witness', 'kiosk.journal'),
    device: deviceIdSchema.parse('kiosk-1'),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${opened.failure.message}`);
  const store = opened.value;
  const queue = queueIdSchema.parse('household');
  const fd = openSync(join(folder, 'append'), 'a');
  const page = randomBytes(4096);
  const issue: number[] = [];
  const append: number[] = [];
  for (let i = -warmUp; i < rounds; i += 1) {
    const request = {
      ticket: ticketIdSchema.parse(randomUUID()),
      queue,
      letter: 'A',
      series: 'K',
      language: 'zh' as const,
      priority: 0,
      requestId: requestIdSchema.parse(randomUUID()),
      personKey: null,
    };
    const issueMs = timed(() => {
      const answer = store.issue(request);
      if (!answer.ok) throw new Error(answer.failure.message);
    });
    const appendMs = timed(() => {
      writeSync(fd, page);
      fdatasyncSync(fd);
    });
    if (i < 0) continue;
    issue.push(issueMs);
    append.push(appendMs);
  }
  closeSync(fd);
  store.close();
  return { issue, append };
}

/** Flushes for 500 numbers as the kernel saw them, or null without strace. */
function countFlushes(folder: string): number | null {
  const summary = join(folder, 'strace.txt');
  const worker = join(import.meta.dirname, '..', 'powerCut', 'issuingWorker.ts');
  const files = [join(folder, 'count', 'a.db'), join(folder, 'count-witness', 'a.journal')];
  const script = `strace -f -qq -o "${summary}" -e trace=fsync,fdatasync "$@" >/dev/null && grep -cE ' f(data)?sync\\(' "${summary}"`;
  const run = spawnSync('sh', ['-c', script, 'sh', process.execPath, worker, ...files, '500', 'product', 'kiosk'], {
    encoding: 'utf8',
  });
  const count = Number(run.stdout.trim());
  return run.status === 0 && count > 0 ? count : null;
}

function row(name: string, { value, floor }: { value: number; floor: number }): BenchRow {
  return { name, value, unit: 'ms', floor, ratio: value / floor };
}

/**
 * Suite `issue`: how long a number takes until it may be shown (COMMIT and witness flushed), against a 4 KiB append +
 * fdatasync on the same disk in the same run; and how often the disk was asked to flush for 500 numbers.
 */
export function runIssueSuite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hall-bench-issue-'));
  try {
    const { issue, append } = measure(folder);
    const rows = [
      row('issue.p50', { value: quantile(issue, 0.5), floor: quantile(append, 0.5) }),
      row('issue.p99', { value: quantile(issue, 0.99), floor: quantile(append, 0.99) }),
    ];
    const flushes = countFlushes(folder);
    if (flushes !== null)
      rows.push({ name: 'issue.fsyncs_per_500', value: flushes, unit: 'calls', floor: 500, ratio: flushes / 500 });
    return Promise.resolve(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
