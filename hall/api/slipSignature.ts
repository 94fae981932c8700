import { createHmac, timingSafeEqual } from 'node:crypto';
import { type SlipCode, slipContent } from '../domain/slipCode.ts';

/** 96 bits: nobody tries 2^95 slips at a counter, and the QR code stays small. */
const signatureBytes = 12;

/** Signature of a slip under the hall's slip key, base64url. */
export function signSlip(key: Uint8Array, slip: SlipCode): string {
  return createHmac('sha256', key).update(slipContent(slip)).digest().subarray(0, signatureBytes).toString('base64url');
}

/** Whether the signature is of this hall. */
export function isSlipGenuine(key: Uint8Array, { slip, signature }: { slip: SlipCode; signature: string }): boolean {
  const expected = Buffer.from(signSlip(key, slip));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
