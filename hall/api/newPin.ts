import { randomInt } from 'node:crypto';
import { isWeakPin } from '../domain/pinRules.ts';

/** A random six-digit PIN for the first sign-in of an account. */
export function newPin(account: string): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (!isWeakPin(pin, account)) return pin;
  }
}
