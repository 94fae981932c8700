import { readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number by its start. */
export type ProcessMark = { readonly pid: number; readonly startedAtTicks: string; readonly command: string };

type Entry = ProcessMark & { readonly parent: number; readonly state: string };

function entryOf(pid: number): Entry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startedAtTicks: fields[19] ?? '', command };
  } catch {
    return null;
  }
}

/** All processes below `root`, itself included. */
export function processTree(root: number): ProcessMark[] {
  const entries = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => entryOf(Number(name)))
    .filter(entry => entry !== null);
  const tree: Entry[] = entries.filter(entry => entry.pid === root);
  for (const parent of tree) tree.push(...entries.filter(entry => entry.parent === parent.pid));
  return tree;
}

/** Still there, and not merely a zombie that its parent has not looked at? */
export function isAlive(mark: ProcessMark): boolean {
  const entry = entryOf(mark.pid);
  return entry !== null && entry.startedAtTicks === mark.startedAtTicks && entry.state !== 'Z';
}

export function killProcess(mark: ProcessMark): void {
  if (isAlive(mark)) process.kill(mark.pid, 'SIGKILL');
}

/** One line of `/proc/PID/status`, as `Seccomp`; null when the process or the line is not there. */
export function statusLine(pid: number, name: string): string | null {
  try {
    return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
