import { createHash, createPrivateKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import type { DeviceIdentity } from '../domain/enrolment.ts';

/**
 * Signed requests in the form of RFC 9421 (HTTP Message Signatures) with one fixed list of covered components. The body is
 * covered by its digest (RFC 9530). `hall-run` names the process and counts its requests: it finds replays and clones
 * without a clock.
 */
const components = '("@method" "@path" "@query" "content-digest" "hall-run" "hall-term")';
const emptyDigest = digestOf(new Uint8Array());

export type SignedRequest = { method: string; path: string; query: string; body: Uint8Array };

/** Which request of which process this is. */
export type RunMark = { run: string; count: number };

export type ReadSignature = RunMark & {
  certificate: string;
  /** Who the sender says it is. */
  keyId: string;
  createdSeconds: number;
  /** The highest hub term the sender has seen. */
  term: number;
  digest: string;
  /** Checks the signature over the request against the key of the certificate. */
  isGood(publicKey: KeyObject): boolean;
};

function digestOf(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

function signatureBase(
  request: Omit<SignedRequest, 'body'> & { digest: string; run: string; term: string; params: string },
): string {
  return [
    `"@method": ${request.method.toUpperCase()}`,
    `"@path": ${request.path}`,
    `"@query": ${request.query === '' ? '?' : request.query}`,
    `"content-digest": ${request.digest}`,
    `"hall-run": ${request.run}`,
    `"hall-term": ${request.term}`,
    `"@signature-params": ${request.params}`,
  ].join('\n');
}

/** Signs requests of one machine. The key is read once. */
export function createRequestSigner(
  identity: Pick<DeviceIdentity, 'device' | 'privateKey' | 'certificate'>,
  run: string,
) {
  const key = createPrivateKey(identity.privateKey);
  const certificate = new X509Certificate(identity.certificate).raw.toString('base64url');
  let count = 0;
  return (request: SignedRequest, at: { epochMs: number; term: number }): Record<string, string> => {
    count += 1;
    const digest = request.body.length === 0 ? emptyDigest : digestOf(request.body);
    const params = `${components};created=${Math.floor(at.epochMs / 1000)};keyid="${identity.device}";alg="ed25519"`;
    const runMark = `${run}/${count}`;
    const term = String(at.term);
    const signature = sign(null, Buffer.from(signatureBase({ ...request, digest, run: runMark, term, params })), key);
    return {
      'hall-certificate': certificate,
      'hall-run': runMark,
      'hall-term': term,
      'content-digest': digest,
      'signature-input': `hall=${params}`,
      signature: `hall=:${signature.toString('base64')}:`,
    };
  };
}

const inputPattern = /^hall=(\("[^)]*\);created=(\d{1,12});keyid="([A-Za-z0-9_-]{1,64})";alg="ed25519")$/;
const runPattern = /^([0-9a-f]{8}-[0-9a-f-]{27})\/(\d{1,15})$/;

/** Reads the signature headers of a request; null when they are not complete or not in the form above. */
export function readSignature(
  request: Omit<SignedRequest, 'body'>,
  header: (name: string) => string | undefined,
): ReadSignature | null {
  const [, params = '', created = '', keyId = ''] = inputPattern.exec(header('signature-input') ?? '') ?? [];
  const [, run = '', count = ''] = runPattern.exec(header('hall-run') ?? '') ?? [];
  const [, signature = ''] = /^hall=:([A-Za-z0-9+/=]{88}):$/.exec(header('signature') ?? '') ?? [];
  const certificate = header('hall-certificate') ?? '';
  const digest = header('content-digest') ?? '';
  const term = header('hall-term') ?? '';
  if (!params.startsWith(`${components};`) || run === '' || signature === '' || certificate === '') return null;
  if (!/^\d{1,9}$/.test(term)) return null;
  const base = signatureBase({ ...request, digest, run: `${run}/${count}`, term, params });
  return {
    certificate,
    keyId,
    createdSeconds: Number(created),
    run,
    count: Number(count),
    term: Number(term),
    digest,
    isGood: publicKey => verify(null, Buffer.from(base), publicKey, Buffer.from(signature, 'base64')),
  };
}

/** Whether a body is the one that was signed. */
export function isDigestOf(digest: string, body: Uint8Array): boolean {
  return digest === digestOf(body);
}
