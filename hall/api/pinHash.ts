import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MB and about 60 ms a guess; what keeps a six-digit PIN safe is the lock, this only slows a stolen database. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const keyBytes = 32;

function derive(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, cost, (fault, key) => (fault === null ? resolve(key) : reject(fault)));
  });
}

/** A PIN as it is stored: `scrypt$<salt>$<key>`, base64url. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(pin, salt);
  return `scrypt$${salt.toString('base64url')}$${Buffer.from(key).toString('base64url')}`;
}

/** True when `pin` is the one that was stored. A stored text of another form never matches. */
export async function pinMatches(pin: string, stored: string): Promise<boolean> {
  const [kind, salt, key] = stored.split('$');
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  if (expected.length !== keyBytes) return false;
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64url')), expected);
}

/** Refuses what a colleague would try first: one digit repeated, runs such as 123456 or 987654, and the account's own name. */
export function isWeakPin(pin: string, account: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  const [step] = steps;
  const isRun = steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
  return isRun || new Set(pin).size < 3 || (account.length >= 4 && pin.includes(account));
}
