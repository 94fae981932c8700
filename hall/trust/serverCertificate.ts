import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type Authority, hubServerName } from './authority.ts';
import { writePrivateFile } from './privateFile.ts';

export type ServerCertificate = { certificate: string; key: string };

const dayMs = 24 * 60 * 60 * 1000;
const lifeMs = 397 * dayMs;
/** A hub that is switched off for a season still wakes up with a good certificate. */
const renewBeforeMs = 120 * dayMs;

/** Addresses and names other machines may use for this one, best first. */
export function ownNames(): { addresses: readonly string[]; names: readonly string[] } {
  const interfaces = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const addresses = interfaces.filter(({ internal, family }) => !internal && family === 'IPv4').map(i => i.address);
  const host = hostname()
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 60);
  const names = host === '' || host === 'localhost' ? [] : [host, `${host}.local`];
  return { addresses, names };
}

function covers(certificate: X509Certificate, names: readonly string[]): boolean {
  const listed = new Set(
    (certificate.subjectAltName ?? '').split(', ').map(entry => entry.replace(/^[A-Za-z ]+:/, '')),
  );
  return names.every(name => listed.has(name));
}

/**
 * The certificate of this hub's TLS door, kept as `server.pem` and `server.key`. Made anew when it ends soon, when the
 * machine has another address, and when it is of another authority.
 */
export function openServerCertificate(request: {
  folder: string;
  authority: Authority;
  now: number;
}): ServerCertificate {
  const { folder, authority, now } = request;
  const { addresses, names } = ownNames();
  const wanted = [hubServerName, 'localhost', '127.0.0.1', ...names, ...addresses];
  const paths = { certificate: join(folder, 'server.pem'), key: join(folder, 'server.key') };
  if (existsSync(paths.certificate) && existsSync(paths.key)) {
    const kept = { certificate: readFileSync(paths.certificate, 'utf8'), key: readFileSync(paths.key, 'utf8') };
    const read = new X509Certificate(kept.certificate);
    const isOurs = read.checkIssued(new X509Certificate(authority.ca));
    if (isOurs && read.validToDate.getTime() - now > renewBeforeMs && covers(read, wanted)) return kept;
  }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = authority.certifyServer({ publicKey, names: wanted, validUntilMs: now + lifeMs });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writePrivateFile(paths.key, key);
  writePrivateFile(paths.certificate, certificate);
  return { certificate, key };
}
