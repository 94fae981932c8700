import { readFileSync } from 'node:fs';
import { processTree } from '../../e2e/processTree.ts';

/** Proportional set size of a process and everything under it, in KB (1024 bytes): shared pages are counted once over all. */
export function treePssKb(root: number): number {
  return processTree(root).reduce((sum, { pid }) => sum + pssKb(pid), 0);
}

function pssKb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}
