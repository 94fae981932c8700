import { createHmac, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Both ends show that they know the code without sending it. Each guess at it costs an scrypt of 16 MB, so that somebody
 * who listens in cannot find its 44 bits within the quarter of an hour it lives.
 */
export type EnrolmentProof = {
  /** What the code becomes; only this is kept by the hub. */
  readonly key: Uint8Array;
  /** Shown by the new machine: bound to its own key and to the hall certificate it sees, so that nobody sits in between. */
  readonly ofDevice: (seen: { caFingerprint: string; publicKey: string }) => string;
  /** Shown by the hub: bound to the certificate it hands out. */
  readonly ofHub: (given: { caFingerprint: string; certificate: string }) => string;
};

const cost = { N: 16_384, r: 8, p: 1 };
const keyBytes = 32;

function proofOf(key: Uint8Array): EnrolmentProof {
  const mac = (...parts: readonly string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('base64url');
  return {
    key,
    ofDevice: ({ caFingerprint, publicKey }) => mac('device', caFingerprint, publicKey),
    ofHub: ({ caFingerprint, certificate }) => mac('hub', caFingerprint, certificate),
  };
}

export { proofOf as proofOfKey };

/** Stretches a code as `readEnrolmentCode` returns it. */
export async function proofOfCode(code: string): Promise<EnrolmentProof> {
  const key = await new Promise<Uint8Array>((resolve, reject) => {
    scrypt(code, 'hall-enrolment-1', keyBytes, cost, (error, derived) =>
      error === null ? resolve(derived) : reject(error),
    );
  });
  return proofOf(key);
}

/** Compares two proofs in constant time. */
export function sameProof(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
