import { createHmac } from 'node:crypto';

/** Bytes of a day key: random, kept in the database only, destroyed when the day is over. */
export const dayKeyBytes = 32;

/** What is stored instead of an ID number: HMAC-SHA256 under the key of the day, first 16 bytes. Without that key nobody can tell whose it was. */
export function personKeyOf(dayKey: Uint8Array, idNumber: string): Uint8Array {
  return Uint8Array.from(createHmac('sha256', dayKey).update(idNumber).digest().subarray(0, 16));
}
