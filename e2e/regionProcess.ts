import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const checkout = join(import.meta.dirname, '..');
const startLimitMs = 60_000;

/** A region of its own: the real program on the real PostgreSQL it starts by itself. */
export type RegionProcess = {
  url: string;
  /** First-sign-in PIN of account 1; null when it was changed in an earlier run on the same data. */
  account: string;
  pin: string | null;
  enrolmentCode: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts `region/main.ts` on a data folder and waits for its first words. */
export async function startRegionProcess(request: { dataFolder: string; port: number }): Promise<RegionProcess> {
  mkdirSync(request.dataFolder, { recursive: true });
  const child = spawn(process.execPath, ['region/main.ts', '--port', String(request.port)], {
    cwd: checkout,
    env: { ...process.env, HALL_DATA: request.dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = await firstWords(child);
  const find = (pattern: RegExp): string | null => pattern.exec(said)?.[1] ?? null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url: find(/ready: (http:\S+?)\/?\s/) ?? '',
    account: find(/account (\S+),/) ?? '',
    pin: find(/PIN (\d+)/),
    enrolmentCode: find(/Enrolment code[^:]*: (\S+)/) ?? '',
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const late = setTimeout(() => reject(new Error(`the region did not start:\n${lines.join('\n')}`)), startLimitMs);
    child.once('exit', code => reject(new Error(`the region ended with ${code}:\n${lines.join('\n')}`)));
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', line => lines.push(line));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', line => {
      lines.push(line);
      if (!line.startsWith('Enrolment code')) return;
      clearTimeout(late);
      resolve(`${lines.join('\n')}\n`);
    });
  });
}
