import { createHash } from 'node:crypto';

/** The hash under which tokens of devices and staff are stored; a stolen database gives nobody a way in. */
export function tokenHash(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
