import { readlinkSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Two kiosks on one data folder would be two authors of one series of numbers.
 * @returns false when another one is running
 */
export function becomeOnlyInstance(profileFolder: string): boolean {
  forgetForeignLock(join(profileFolder, 'SingletonLock'));
  return app.requestSingleInstanceLock();
}

/** Chromium's lock is a link to `host-pid`. After a power cut and a changed host name it would name a stranger for ever. */
function forgetForeignLock(lock: string): void {
  try {
    const owner = readlinkSync(lock);
    if (owner.slice(0, owner.lastIndexOf('-')) !== hostname()) unlinkSync(lock);
  } catch {
    // No lock: the usual case.
  }
}
