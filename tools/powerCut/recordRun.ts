import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTrace, type TraceRecord } from './trace.ts';

export type RecordedRun = {
  /** Folder everything was written below; the first part of every path in the trace. */
  root: string;
  databasePath: string;
  witnessPath: string;
  records: readonly TraceRecord[];
};

/** Where the worker's arguments say its files are, below `root`. */
export function pathsBelow(root: string) {
  return { databasePath: join(root, 'data', 'hall.db'), witnessPath: join(root, 'witness', 'hall.journal') };
}

/** Runs the issuing worker to its end under the write recorder. */
export function recordRun({
  folder,
  library,
  count,
  mode,
  role,
}: {
  folder: string;
  library: string;
  count: number;
  mode: 'product' | 'library_default';
  role: 'hub' | 'kiosk';
}): RecordedRun {
  const root = join(folder, `${mode}-${role}`);
  const { databasePath, witnessPath } = pathsBelow(root);
  mkdirSync(join(root, 'data'), { recursive: true });
  const trace = join(folder, `${mode}-${role}.trace`);
  const worker = join(import.meta.dirname, 'issuingWorker.ts');
  const run = spawnSync(process.execPath, [worker, databasePath, witnessPath, String(count), mode, role], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: library, RECORD_ROOT: root, RECORD_TRACE: trace },
  });
  if (run.status !== 0) throw new Error(`the worker ended with ${run.status}: ${run.stderr}`);
  return { root, databasePath, witnessPath, records: readTrace(new Uint8Array(readFileSync(trace))) };
}
