import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { bits, der, integer, octets, oid, sequence, setOf, time, truth, utf8 } from './der.ts';

/** What a certificate is for; each has the extensions that make it good for this and nothing else. */
export type CertificateUse =
  | { is: 'authority' }
  | { is: 'server'; names: readonly string[] }
  | { is: 'device'; uri: string };

export type CertificateRequest = {
  subject: string;
  issuer: string;
  /** SPKI, DER. */
  publicKey: Uint8Array;
  /** P-256 key of the authority: browsers read no Ed25519 in certificates. */
  authorityKey: KeyObject;
  /** SPKI of the authority, DER. */
  authorityPublicKey: Uint8Array;
  validUntilMs: number;
  use: CertificateUse;
};

/** A PC whose clock battery is dead wakes up in some year long ago, and must still believe its hub. */
const validFromMs = Date.UTC(1970, 0, 2);
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const purpose = { server: '1.3.6.1.5.5.7.3.1', device: '1.3.6.1.5.5.7.3.2' } as const;

const name = (commonName: string): Uint8Array => sequence(setOf(sequence(oid('2.5.4.3'), utf8(commonName))));
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const keyId = (spki: Uint8Array): Uint8Array => createHash('sha256').update(spki).digest().subarray(0, 20);

function extension(id: string, value: Uint8Array): Uint8Array {
  return sequence(oid(id), octets(value));
}
function critical(id: string, value: Uint8Array): Uint8Array {
  return sequence(oid(id), truth, octets(value));
}

/** The 16 bytes of an IPv6 address, whose one `::` stands for as many zeros as are missing. */
function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Uint8Array.from(
    [...left, ...zeros, ...right].flatMap(group => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    }),
  );
}

function alternativeName(text: string): Uint8Array {
  if (isIPv4(text)) return der(0x87, Uint8Array.from(text.split('.').map(Number)));
  if (isIPv6(text)) return der(0x87, ipv6Bytes(text));
  return der(0x82, ascii(text));
}

function usageExtensions(use: CertificateUse): Uint8Array[] {
  if (use.is === 'authority')
    return [
      // May sign, but only leaves: path length 0. Bits: certificate and list signing.
      critical('2.5.29.19', sequence(truth, integer(Uint8Array.of(0)))),
      critical('2.5.29.15', bits(Uint8Array.of(0x06), 1)),
    ];
  const names = use.is === 'server' ? use.names.map(alternativeName) : [der(0x86, ascii(use.uri))];
  return [
    critical('2.5.29.19', sequence()),
    critical('2.5.29.15', bits(Uint8Array.of(0x80), 7)),
    critical('2.5.29.37', sequence(oid(purpose[use.is]))),
    extension('2.5.29.17', sequence(...names)),
  ];
}

/** Signs one X.509 version 3 certificate (RFC 5280) with the key of an authority; PEM. */
export function makeCertificate(request: CertificateRequest): string {
  const { subject, issuer, publicKey, authorityKey, authorityPublicKey, validUntilMs, use } = request;
  const body = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(randomBytes(16)),
    ecdsaWithSha256,
    name(issuer),
    sequence(time(validFromMs), time(validUntilMs)),
    name(subject),
    publicKey,
    der(
      0xa3,
      sequence(
        ...usageExtensions(use),
        extension('2.5.29.14', octets(keyId(publicKey))),
        extension('2.5.29.35', sequence(der(0x80, keyId(authorityPublicKey)))),
      ),
    ),
  );
  const signature = sign('sha256', body, authorityKey);
  const whole = Buffer.from(sequence(body, ecdsaWithSha256, bits(signature, 0))).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${whole.replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}
