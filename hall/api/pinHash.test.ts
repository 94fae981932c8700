import { randomBytes, scryptSync } from 'node:crypto';
import { argon2id } from '@noble/hashes/argon2.js';
import { describe, expect, it } from 'vitest';
import { hashPin, isOutdated, nobodysHash, pinMatches } from './pinHash.ts';

describe('a stored PIN', () => {
  it('is a PHC string with its parameters, and different each time', async () => {
    const [one, other] = [await hashPin('271828'), await hashPin('271828')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('271828');
    expect(await pinMatches('271828', one)).toBe(true);
    expect(await pinMatches('271829', one)).toBe(false);
    expect(isOutdated(one)).toBe(false);
  });

  it('is read with the parameters it was written with', async () => {
    const salt = new Uint8Array(randomBytes(16));
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
    const key = argon2id('271828', salt, { m: 128, t: 1, p: 1, dkLen: 32 });
    const cheap = `$argon2id$v=19$m=128,t=1,p=1$${text(salt)}$${text(key)}`;
    expect(await pinMatches('271828', cheap)).toBe(true);
    expect(isOutdated(cheap)).toBe(true);
  });

  it('of the method before is still understood, and outdated', async () => {
    const salt = randomBytes(16);
    const key = scryptSync('271828', salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 });
    const old = `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
    expect(await pinMatches('271828', old)).toBe(true);
    expect(await pinMatches('271829', old)).toBe(false);
    expect(isOutdated(old)).toBe(true);
  });

  it.each([
    '',
    'scrypt$nonsense',
    nobodysHash,
    `$argon2id$v=19$m=9999999,t=999,p=99$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `$argon2id$v=19$m=0,t=0,p=0$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])('%j matches nothing', async stored => {
    expect(await pinMatches('271828', stored)).toBe(false);
  });
});
