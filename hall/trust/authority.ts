import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceIdentity } from '../domain/enrolment.ts';
import { makeCertificate } from './certificate.ts';
import { writePrivateFile } from './privateFile.ts';

/** The hall's own certificate authority: whoever holds its key says which machines belong to the hall. */
export type Authority = {
  readonly ca: string;
  readonly caKey: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  certifyServer(request: { publicKey: KeyObject; names: readonly string[]; validUntilMs: number }): string;
  /** Certificate of a machine of the hall, for its signing key (SPKI, DER). */
  certifyDevice(device: Pick<DeviceIdentity, 'device' | 'role' | 'mark' | 'hall'>, publicKey: Uint8Array): string;
};

/** Devices are revoked, they do not expire: a hall must not stand still one morning because a date has passed. */
const endOfTimeMs = Date.UTC(2069, 11, 31);
/** Kiosks know their hub by this name, so that its address may change. */
export const hubServerName = 'hub.hall.internal';

export function fingerprintOf(certificate: string): string {
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
}

const spkiOf = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' });

/** Puts an authority together from its two files. Throws when they do not belong to each other. */
export function authorityOf({ ca, caKey }: { ca: string; caKey: string }): Authority {
  const authorityKey = createPrivateKey(caKey);
  const certificate = new X509Certificate(ca);
  if (!certificate.checkPrivateKey(authorityKey)) throw new Error('the key of the hall is not that of its certificate');
  const signed = {
    issuer: certificate.subject.replace(/^CN=/, ''),
    authorityKey,
    authorityPublicKey: spkiOf(certificate.publicKey),
  };
  return {
    ca,
    caKey,
    fingerprint: fingerprintOf(ca),
    certifyServer: ({ publicKey, names, validUntilMs }) =>
      makeCertificate({
        ...signed,
        subject: hubServerName,
        publicKey: spkiOf(publicKey),
        validUntilMs,
        use: { is: 'server', names },
      }),
    certifyDevice: ({ device, role, mark, hall }, publicKey) =>
      makeCertificate({
        ...signed,
        subject: device,
        publicKey,
        validUntilMs: endOfTimeMs,
        use: { is: 'device', uri: `urn:hall:${hall}:${role}:${device}:${mark}` },
      }),
  };
}

function makeAuthority(hall: number): { ca: string; caKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = `Hall ${hall} authority`;
  const spki = spkiOf(publicKey);
  const ca = makeCertificate({
    subject,
    issuer: subject,
    publicKey: spki,
    authorityKey: privateKey,
    authorityPublicKey: spki,
    validUntilMs: endOfTimeMs,
    use: { is: 'authority' },
  });
  return { ca, caKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Keeps an authority in a folder: `ca.pem` and `ca.key`, 0600 each. The key first: a certificate without it is worthless. */
export function writeAuthority(folder: string, { ca, caKey }: { ca: string; caKey: string }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePrivateFile(join(folder, 'ca.key'), caKey);
  writePrivateFile(join(folder, 'ca.pem'), ca);
}

/** The authority of this hall; the first start makes it. Throws with the reason when its files are broken. */
export function openAuthority({ folder, hall }: { folder: string; hall: number }): Authority {
  const paths = { ca: join(folder, 'ca.pem'), caKey: join(folder, 'ca.key') };
  if (!existsSync(paths.ca)) writeAuthority(folder, makeAuthority(hall));
  return authorityOf({ ca: readFileSync(paths.ca, 'utf8'), caKey: readFileSync(paths.caKey, 'utf8') });
}
