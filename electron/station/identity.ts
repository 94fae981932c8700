import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type DeviceIdentity, deviceIdentitySchema } from '../../hall/domain/enrolment.ts';

/** Where an enrolled machine keeps who it is. */
export function identityPath(dataFolder: string): string {
  return join(dataFolder, 'identity.json');
}

/** Who this machine is in its hall; null = it was never enrolled and works with the hub it runs itself. Throws when the file is broken. */
export function readIdentity(dataFolder: string): DeviceIdentity | null {
  const path = identityPath(dataFolder);
  return existsSync(path) ? deviceIdentitySchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/**
 * Stands for the hardware: a copied disk that wakes up in another PC notices it by this and gives no numbers of its own,
 * because the PC it was copied from may be giving the same. Network cards that are plugged in later do not count.
 */
export function hardwareMark(): string {
  const cards = Object.entries(networkInterfaces())
    .filter(([name]) => /^(en|eth|Ethernet)/.test(name))
    .flatMap(([, list]) => list ?? [])
    .filter(({ internal, mac }) => !internal && mac !== '00:00:00:00:00:00')
    .map(({ mac }) => mac)
    .toSorted();
  return createHash('sha256')
    .update(`${machineId()} ${cards[0] ?? ''}`)
    .digest('hex')
    .slice(0, 32);
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}
