import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** 32 MB and about 60 ms a guess: the lock keeps a PIN safe, this only slows down who stole the database. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** `scrypt$salt$key`, base64. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(pin, salt, 32, cost);
  return `scrypt$${salt.toString('base64')}$${key.toString('base64')}`;
}

/** Compares in constant time. */
export async function isPinOf(pin: string, pinHash: string): Promise<boolean> {
  const [, salt, key] = pinHash.split('$');
  if (salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64');
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64'), expected.length, cost), expected);
}

/** 256 random bits; what a hall or a session shows. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A token has enough entropy for a plain hash. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Eight digits for the first sign-in. */
export function newPin(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}

/** Refuses what would be guessed first: fewer than eight digits, hardly any different ones, a run such as 12345678. */
export function isGuessablePin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  return pin.length < 8 || new Set(pin).size < 4 || steps.size === 1;
}

/** Signs that are not mistaken for each other when a person reads them from paper. */
const codeSigns = 'ACDEFGHJKLMNPQRTUVWXY34679';

/** `XXXX-XXXX-XXXX`: 56 bits, typed once by a person. */
export function newEnrolmentCode(): string {
  const sign = () => codeSigns[randomInt(codeSigns.length)] ?? 'A';
  return Array.from({ length: 3 }, () => Array.from({ length: 4 }, sign).join('')).join('-');
}

/** How a code is stored and compared: case, blanks and dashes do not count. */
export function normalizeCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, '');
}
