import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markSchema } from '../domain/enrolment.ts';
import { deviceIdSchema } from '../domain/ids.ts';
import { type Authority, hubServerName, openAuthority } from './authority.ts';
import { readDeviceCertificate } from './deviceCertificate.ts';
import { createRequestSigner, isDigestOf, readSignature } from './requestSignature.ts';
import { openServerCertificate } from './serverCertificate.ts';

let folder: string;
let authority: Authority;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-trust-'));
  authority = openAuthority({ folder, hall: 4021 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const kiosk = {
  device: deviceIdSchema.parse('kiosk-2'),
  role: 'kiosk',
  mark: markSchema.parse('D'),
  hall: 4021,
} as const;
function deviceKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
const base64 = (pem: string) => new X509Certificate(pem).raw.toString('base64url');
const day = 24 * 60 * 60 * 1000;

describe('the authority of a hall', () => {
  it('is made once, and only its owner can read it', () => {
    expect(openAuthority({ folder, hall: 4021 }).fingerprint).toBe(authority.fingerprint);
    for (const file of ['ca.pem', 'ca.key']) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    const ca = new X509Certificate(authority.ca);
    expect([ca.ca, ca.verify(ca.publicKey), ca.subject]).toEqual([true, true, 'CN=Hall 4021 authority']);
    const other = mkdtempSync(join(tmpdir(), 'hall-trust-'));
    openAuthority({ folder: other, hall: 4021 });
    writeFileSync(join(folder, 'ca.key'), readFileSync(join(other, 'ca.key')));
    expect(() => openAuthority({ folder, hall: 4021 })).toThrow('not that of its certificate');
    rmSync(other, { recursive: true });
  });

  it('certifies machines, and nobody else does', () => {
    const { spki } = deviceKey();
    const ca = new X509Certificate(authority.ca);
    const certificate = authority.certifyDevice(kiosk, spki);
    expect(readDeviceCertificate(base64(certificate), ca)).toMatchObject(kiosk);
    const stranger = openAuthority({ folder: join(folder, 'other'), hall: 4021 });
    expect(readDeviceCertificate(base64(stranger.certifyDevice(kiosk, spki)), ca)).toBeNull();
    const server = openServerCertificate({ folder, authority, now: Date.now() });
    expect(readDeviceCertificate(base64(server.certificate), ca)).toBeNull();
    expect(readDeviceCertificate(base64(authority.ca), ca)).toBeNull();
    expect(readDeviceCertificate('nonsense', ca)).toBeNull();
  });

  it('gives the TLS door a certificate that is renewed before it ends', () => {
    const now = Date.now();
    const first = openServerCertificate({ folder, authority, now });
    expect(openServerCertificate({ folder, authority, now: now + 200 * day })).toEqual(first);
    const later = openServerCertificate({ folder, authority, now: now + 300 * day });
    expect(later.certificate).not.toBe(first.certificate);
    expect(new X509Certificate(later.certificate).validToDate.getTime()).toBeGreaterThan(now + 600 * day);
    expect(statSync(join(folder, 'server.key')).mode & 0o777).toBe(0o600);
  });

  it('is believed over real TLS by its pin alone, under the name of the hub', async () => {
    const { certificate, key } = openServerCertificate({ folder, authority, now: Date.now() });
    const server = createServer({ cert: certificate, key }, (_asked, answer) => void answer.end('hall'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (ca: string, servername: string) =>
      new Promise<string>(resolve => {
        request({ host: '127.0.0.1', port, ca, servername, agent: false }, answer =>
          answer.on('data', (part: Buffer) => resolve(part.toString())),
        )
          .on('error', fault => resolve((fault as NodeJS.ErrnoException).code ?? ''))
          .end();
      });
    const stranger = openAuthority({ folder: join(folder, 'other'), hall: 4021 });
    expect(await ask(authority.ca, hubServerName)).toBe('hall');
    expect(await ask(authority.ca, 'bank.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await ask(stranger.ca, hubServerName)).not.toBe('hall');
    server.close();
  });
});

describe('a signed request', () => {
  const request4 = { method: 'POST', path: '/v1/events', query: '?x=1', body: Buffer.from('{"events":[]}') };

  it('is good as it was sent, and bad when anything of it has changed', () => {
    const { spki, privateKey } = deviceKey();
    const signer = createRequestSigner(
      { device: kiosk.device, privateKey, certificate: authority.certifyDevice(kiosk, spki) },
      crypto.randomUUID(),
    );
    const headers = signer(request4, { epochMs: 1_700_000_000_000, term: 3 });
    const key = createPublicKey(createPrivateKey(privateKey));
    const read = (change: Partial<typeof request4>, changed: Record<string, string>) =>
      readSignature({ ...request4, ...change }, name => ({ ...headers, ...changed })[name]);
    const signature = read({}, {});
    expect(signature).toMatchObject({ count: 1, term: 3, createdSeconds: 1_700_000_000 });
    expect(signature?.isGood(key)).toBe(true);
    expect(isDigestOf(signature?.digest ?? '', request4.body)).toBe(true);
    expect(isDigestOf(signature?.digest ?? '', Buffer.from('{"events":[1]}'))).toBe(false);
    for (const change of [{ method: 'GET' }, { path: '/v1/hwm' }, { query: '' }])
      expect(read(change, {})?.isGood(key)).toBe(false);
    const input = headers['signature-input'] ?? '';
    for (const changed of [
      { 'content-digest': 'sha-256=:x:' },
      { 'hall-term': '4' },
      { 'hall-run': (headers['hall-run'] ?? '').replace('/1', '/2') },
      { 'signature-input': input.replace('1700000000', '1700000001') },
      { 'signature-input': input.replace('kiosk-2', 'kiosk-3') },
    ])
      expect(read({}, changed)?.isGood(key), JSON.stringify(changed)).toBe(false);
    expect(read({}, { 'signature-input': input.replace('"content-digest" ', '') })).toBeNull();
    expect(read({}, { 'hall-certificate': '' })).toBeNull();
  });
});
