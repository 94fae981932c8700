import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts process time in ticks of 10 ms (USER_HZ = 100 on every architecture that matters here). */
const usPerTick = 10_000;

type Stat = { parent: number; cpuUs: number };

function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
    return { parent: Number(fields[1]), cpuUs: ticks * usPerTick };
  } catch {
    return null;
  }
}

/** CPU time in µs that a process and everything under it have used so far, ended children included. */
export function treeCpuUs(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat !== null) stats.set(Number(name), stat);
  }
  const isUnder = (pid: number): boolean =>
    pid === root || (stats.get(pid) !== undefined && isUnder(stats.get(pid)?.parent ?? 0));
  return [...stats].filter(([pid]) => pid > 1 && isUnder(pid)).reduce((sum, [, stat]) => sum + stat.cpuUs, 0);
}
