import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceIdentity, deviceIdentitySchema } from './domain/enrolment.ts';
import { firstHub, firstHubMark } from './domain/hubTerm.ts';
import { type Authority, fingerprintOf } from './trust/authority.ts';
import { writePrivateFile } from './trust/privateFile.ts';

/** Where a hub keeps who it is among the hubs of its hall; beside the identity of the kiosk on the same PC. */
export function hubIdentityPath(dataFolder: string): string {
  return join(dataFolder, 'hub-identity.json');
}

/** Who an enrolled hub is; null = this data folder began a hall of its own, or will. Throws when the file is broken. */
export function readHubIdentity(dataFolder: string): DeviceIdentity | null {
  const path = hubIdentityPath(dataFolder);
  return existsSync(path) ? deviceIdentitySchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/** Who this hub is. The hub a hall begins with names and certifies itself; again when its authority was replaced. */
export function openHubIdentity(request: { dataFolder: string; hall: number; authority: Authority }): DeviceIdentity {
  const { dataFolder, hall, authority } = request;
  const kept = readHubIdentity(dataFolder);
  if (kept !== null && fingerprintOf(kept.ca) === authority.fingerprint) return kept;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const self = { device: firstHub, role: 'hub', mark: firstHubMark, hall } as const;
  const identity: DeviceIdentity = {
    ...self,
    certificate: authority.certifyDevice(self, publicKey.export({ type: 'spki', format: 'der' })),
    ca: authority.ca,
    hubs: [],
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    hardware: '',
  };
  writePrivateFile(hubIdentityPath(dataFolder), JSON.stringify(identity));
  return identity;
}
