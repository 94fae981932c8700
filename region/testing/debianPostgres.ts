import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveTo, runAsUser } from '../runAs.ts';

const bin = '/usr/lib/postgresql/15/bin';

/** Whether Debian's PostgreSQL 15 is installed: the "other server" of the tests. */
export const hasDebianPostgres = existsSync(join(bin, 'postgres'));

/** Starts it in `folder` on a Unix socket. The URL is what an administrator would put into `DATABASE_URL`. */
export async function startDebianPostgres(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const runAs = runAsUser();
  if (runAs === 'missing') throw new Error('the user hall does not exist');
  const data = join(folder, 'pg15');
  mkdirSync(data, { mode: 0o700 });
  giveTo(data, runAs);
  const initdb = ['-D', data, '-U', 'region', '-E', 'UTF8', '--no-locale', '--auth=trust', '-N'];
  execFileSync(join(bin, 'initdb'), initdb, { stdio: 'ignore', cwd: data, ...runAs });
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-h', '', '-k', data], {
    stdio: 'ignore',
    cwd: data,
    ...runAs,
  });
  const pidFile = join(data, 'postmaster.pid');
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() !== 'ready') await sleep(25);
  return {
    url: `postgresql://region@localhost/postgres?host=${encodeURIComponent(data)}`,
    stop: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
    },
  };
}
