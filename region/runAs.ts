import { chownSync, readFileSync } from 'node:fs';

/** The ordinary user whom PostgreSQL runs as when the program itself is root. */
export type RunAs = { uid: number; gid: number };

const hallUser = 'hall';

/** `null`: this process is an ordinary user already. `missing`: it is root and the user `hall` does not exist. */
export function runAsUser(): RunAs | null | 'missing' {
  if (process.getuid === undefined || process.getuid() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith(`${hallUser}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) return 'missing';
  return { uid: Number(uid), gid: Number(gid) };
}

/** Hands a folder to the user PostgreSQL runs as; nothing to do for an ordinary user. */
export function giveTo(path: string, runAs: RunAs | null): void {
  if (runAs !== null) chownSync(path, runAs.uid, runAs.gid);
}
