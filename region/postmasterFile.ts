import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Deals with `postmaster.pid` of a region that was killed. A server that still runs without its region is stopped; a file
 * whose process is gone, or is somebody else now, is removed. `held`: a living region owns the server.
 */
export async function clearStalePostmaster(dataDir: string): Promise<'free' | 'held'> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return 'free';
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isServerOf(pid, dataDir)) {
    rmSync(file, { force: true });
    return 'free';
  }
  if (isNode(parentOf(pid))) return 'held';
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; isServerOf(pid, dataDir) && waitedMs < 30_000; waitedMs += 50) await sleep(50);
  if (isServerOf(pid, dataDir)) process.kill(pid, 'SIGQUIT');
  while (isServerOf(pid, dataDir)) await sleep(50);
  return 'free';
}

/** PostgreSQL's working directory is its data folder; that tells it from a stranger who got the same process id. */
function isServerOf(pid: number, dataDir: string): boolean {
  if (!Number.isInteger(pid) || pid < 2) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir && readlinkSync(`/proc/${pid}/exe`).endsWith('/postgres');
  } catch {
    return false;
  }
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function isNode(pid: number): boolean {
  if (pid < 2) return false;
  try {
    return /\/(node|electron)$/.test(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return false;
  }
}
