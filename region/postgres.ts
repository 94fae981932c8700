import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BinariesFailure, findPostgresBinaries } from './postgresBinaries.ts';
import { clearStalePostmaster } from './postmasterFile.ts';
import { failed, type Result, success } from './result.ts';
import { giveTo, type RunAs, runAsUser } from './runAs.ts';

export type PostgresFailure =
  | BinariesFailure
  | { code: 'is_root' | 'initdb_failed' | 'already_running' | 'start_failed'; message: string };

/** How to reach a database: for `pg`, either a URL or a socket folder. */
export type PostgresAddress = { connectionString: string } | { host: string; user: string; database: string };

export type EmbeddedPostgres = {
  address: PostgresAddress;
  /** Process id of the postmaster. */
  pid: number;
  /** Settles when the server has gone, wanted or not. */
  exited: Promise<void>;
  /** Fast shutdown: running transactions are rolled back, the checkpoint is written. Resolves when the process is gone. */
  stop(): Promise<void>;
};

const superuser = 'region';
const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
const logLimitBytes = 16 * 1024 * 1024;

/** Durability stays at PostgreSQL's defaults (fsync, synchronous_commit, full_page_writes on): an acknowledgement is a promise. */
const settings = {
  listen_addresses: '',
  max_connections: '40',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_checkpoints: 'off',
  jit: 'off',
};

/**
 * Starts PostgreSQL in `folder`/region-pg, creating the cluster at the first start. It listens on a Unix socket in a
 * folder of mode 0700 only, so no port and no password exist. A server left over by a killed region is stopped first.
 */
export async function startPostgres(folder: string): Promise<Result<EmbeddedPostgres, PostgresFailure>> {
  const runAs = runAsUser();
  if (runAs === 'missing')
    return failed({
      code: 'is_root',
      message: 'PostgreSQL refuses to run as root: start the region as an ordinary user, or run the set-up once',
    });
  const binaries = findPostgresBinaries();
  if (!binaries.ok) return binaries;

  mkdirSync(folder, { recursive: true });
  const home = realpathSync(folder);
  const dataDir = join(home, 'region-pg');
  const logFile = join(home, 'region-pg.log');
  const log = openLog(logFile);
  try {
    if (!existsSync(dataDir) && !(await createCluster(dataDir, { initdb: binaries.value.initdb, runAs, log })))
      return failed({ code: 'initdb_failed', message: `initdb failed: ${lastLine(logFile)} (see ${logFile})` });
    const free = await clearStalePostmaster(dataDir);
    if (free === 'held')
      return failed({ code: 'already_running', message: `another region is running on ${dataDir}: stop it first` });

    const socketDir = socketFolder(dataDir, runAs);
    const child = spawn(binaries.value.postgres, serverArguments(dataDir, socketDir), {
      // A session of its own: Ctrl-C must reach the region first, which then stops the server in order.
      detached: true,
      stdio: ['ignore', log, log],
      cwd: dataDir,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      ...runAs,
    });
    const exited = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    if (!(await becameReady(child, dataDir)))
      return failed({
        code: 'start_failed',
        message: `PostgreSQL did not start: ${lastLine(logFile)} (see ${logFile})`,
      });
    return success({
      address: { host: socketDir, user: superuser, database: 'postgres' },
      pid: child.pid ?? 0,
      exited,
      stop: async () => stop(child, exited),
    });
  } finally {
    closeSync(log);
  }
}

/** Made beside its place and renamed, so that a cluster that was cut short is never taken for a whole one. */
async function createCluster(
  dataDir: string,
  { initdb, runAs, log }: { initdb: string; runAs: RunAs | null; log: number },
): Promise<boolean> {
  const unfinished = `${dataDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(unfinished, runAs);
  const child = spawn(
    initdb,
    ['-D', unfinished, '-U', superuser, '-E', 'UTF8', '--no-locale', '--auth=trust', '--no-instructions'],
    { stdio: ['ignore', log, log], cwd: unfinished, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, ...runAs },
  );
  const code = await new Promise<number | null>(resolve => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  if (code !== 0) return false;
  renameSync(unfinished, dataDir);
  return true;
}

function serverArguments(dataDir: string, socketDir: string): readonly string[] {
  const all = { ...settings, unix_socket_directories: socketDir, unix_socket_permissions: '0700' };
  return ['-D', dataDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** The data folder itself, unless its path is longer than a socket address may be (107 bytes with the file name). */
function socketFolder(dataDir: string, runAs: RunAs | null): string {
  if (Buffer.byteLength(dataDir) <= 85) return dataDir;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const short = join(tmpdir(), `hall-region-${digest}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  giveTo(short, runAs);
  return short;
}

async function becameReady(child: ChildProcess, dataDir: string): Promise<boolean> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
    // Line 8 of postmaster.pid is the server's own word for its state, the one `pg_ctl -w` waits for.
    if (isReady(join(dataDir, 'postmaster.pid'), child.pid)) return true;
    await sleep(25);
  }
  child.kill('SIGQUIT');
  return false;
}

function isReady(pidFile: string, pid: number): boolean {
  if (!existsSync(pidFile)) return false;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const late = AbortSignal.timeout(stopTimeoutMs);
  await Promise.race([exited, once(late, 'abort')]);
  if (late.aborted) child.kill('SIGQUIT');
  await exited;
}

/** A file, not a pipe: the server must not be killed by a broken pipe when the region is. */
function openLog(file: string): number {
  const full = existsSync(file) && statSync(file).size > logLimitBytes;
  return openSync(file, full ? 'w' : 'a', 0o600);
}

function lastLine(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const fatal = lines.findLast(line => /FATAL|error|could not/i.test(line));
  return fatal ?? lines.at(-1) ?? 'no output';
}
