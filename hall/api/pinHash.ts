import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { type ArgonCost, deriveKey } from './argon2.ts';

/**
 * OWASP's recommendation for Argon2id (19 MiB, 2 passes, 1 lane): 160 ms here. What keeps a six-digit PIN safe is the
 * lock, this slows whoever has stolen the database.
 */
const present: ArgonCost = { m: 19_456, t: 2, p: 1, dkLen: 32 };
const saltBytes = 16;
/** A stored text that asks for more than this was not written here. */
const most = { m: 262_144, t: 16, p: 8 };
/** Cost of the hashes written before Argon2id. */
const scryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

type Stored = { cost: ArgonCost; salt: Uint8Array; key: Uint8Array };

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Reads a PHC string; null when it is none of ours. */
function readPhc(stored: string): Stored | null {
  const found = phc.exec(stored);
  if (found === null) return null;
  const [, m, t, p, salt = '', text = ''] = found;
  const key = new Uint8Array(Buffer.from(text, 'base64'));
  const cost: ArgonCost = { m: Number(m), t: Number(t), p: Number(p), dkLen: key.length };
  const isSane = cost.t >= 1 && cost.p >= 1 && cost.m >= 8 * cost.p;
  if (!isSane || cost.m > most.m || cost.t > most.t || cost.p > most.p) return null;
  return { cost, salt: new Uint8Array(Buffer.from(salt, 'base64')), key };
}

function scryptKey(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, scryptCost, (fault, key) => (fault === null ? resolve(key) : reject(fault)));
  });
}

/** A PIN as it is stored: a PHC string, so that its parameters stand beside it and can grow. */
export async function hashPin(pin: string): Promise<string> {
  const salt = new Uint8Array(randomBytes(saltBytes));
  const key = await deriveKey({ pin, salt, cost: present });
  return `$argon2id$v=19$m=${present.m},t=${present.t},p=${present.p}$${base64(salt)}$${base64(key)}`;
}

/** Matches no PIN and costs as much as one that might; looked at for unknown accounts, so that time tells nothing. */
export const nobodysHash = `$argon2id$v=19$m=${present.m},t=${present.t},p=${present.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** True when `pin` is the one that was stored. A stored text of another form never matches. */
export async function pinMatches(pin: string, stored: string): Promise<boolean> {
  const argon = readPhc(stored);
  if (argon !== null) return timingSafeEqual(await deriveKey({ pin, ...argon }), argon.key);
  const [kind, salt, key] = stored.split('$');
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  if (expected.length !== 32) return false;
  return timingSafeEqual(await scryptKey(pin, Buffer.from(salt, 'base64url')), expected);
}

/** Whether a stored hash is to be written anew at the next right PIN: another method, or cheaper than today's. */
export function isOutdated(stored: string): boolean {
  const argon = readPhc(stored);
  if (argon === null) return true;
  const { m, t, p, dkLen } = argon.cost;
  return m < present.m || t < present.t || p < present.p || dkLen < present.dkLen;
}
