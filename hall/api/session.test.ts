import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFailureSchema, sessionSchema } from '../domain/hallApi.ts';
import { accountIdSchema } from '../domain/ids.ts';
import { openTestHall, type TestHall, testPin } from './testHall.fixture.ts';
import { hashPin, pinMatches } from './pinHash.ts';

let hall: TestHall;
let time: number;
beforeEach(async () => {
  time = Date.parse('2026-11-23T02:00:00Z');
  hall = await openTestHall({ now: () => time, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

const signIn = (account: string, pin: string, address = '10.0.0.9') =>
  hall.ask({ method: 'POST', path: '/api/session', body: { account, pin }, address });
const failureOf = async (response: Response) => apiFailureSchema.parse(await response.json());

describe('signing in', () => {
  it('gives one session per account; the second ends the first', async () => {
    const first = sessionSchema.parse(await (await signIn('2001', testPin)).json());
    expect(first).toMatchObject({ account: '2001', role: 'clerk', mustChangePin: false });
    expect(first.counters).toHaveLength(4);
    expect(Buffer.from(first.token, 'base64url')).toHaveLength(32);
    const second = sessionSchema.parse(await (await signIn('2001', testPin)).json());
    expect((await hall.ask({ path: '/health', token: first.token })).status).toBe(401);
    hall.restart();
    expect((await hall.ask({ path: '/health', token: second.token })).status).toBe(200);
  });

  it('ends after an hour without use, and after twelve in any case', async () => {
    const token = hall.tokenOf('2001');
    time += 59 * 60_000;
    expect((await hall.ask({ path: '/health', token })).status).toBe(200);
    time += 61 * 60_000;
    expect((await hall.ask({ path: '/health', token })).status).toBe(401);
    const used = hall.tokenOf('2001');
    for (let hours = 0; hours < 12; hours += 0.5) {
      expect((await hall.ask({ path: '/health', token: used })).status).toBe(200);
      time += 30 * 60_000;
    }
    expect((await hall.ask({ path: '/health', token: used })).status).toBe(401);
  });

  it('a thousand parallel guesses: five are looked at, the rest wait; a restart forgets nothing', async () => {
    const guesses = await Promise.all(Array.from({ length: 1000 }, (_, i) => signIn('2001', String(100_000 + i))));
    const codes = await Promise.all(guesses.map(async response => (await failureOf(response)).code));
    expect(codes.filter(code => code === 'wrong_pin')).toHaveLength(5);
    expect(codes.filter(code => code === 'locked')).toHaveLength(995);
    expect(guesses.at(-1)?.headers.get('retry-after')).toBe('30');
    hall.restart();
    expect((await failureOf(await signIn('2001', testPin, '10.0.0.77'))).code).toBe('locked');
    // Another account from another address is free; from the guesser's address nothing is.
    expect((await signIn('2002', testPin, '10.0.0.77')).status).toBe(200);
    expect((await failureOf(await signIn('2002', testPin))).code).toBe('locked');
    time += 30_000;
    expect((await failureOf(await signIn('2001', '999998'))).code).toBe('wrong_pin');
    expect((await failureOf(await signIn('2001', testPin))).retryAfterSeconds).toBe(60);
    time += 60_000;
    expect((await signIn('2001', testPin)).status).toBe(200);
  });

  it('locks for fifteen minutes at the most', async () => {
    for (let i = 0; i < 14; i++) {
      await signIn('2001', '999998', `10.0.1.${i}`);
      time += 15 * 60_000;
    }
    await signIn('2001', '999998', '10.0.2.1');
    expect((await failureOf(await signIn('2001', testPin, '10.0.2.2'))).retryAfterSeconds).toBe(900);
  });

  it('says the same of an unknown account as of a wrong PIN', async () => {
    const [unknown, wrong] = await Promise.all([
      signIn('9999', '123987', '10.1.0.1'),
      signIn('2002', '123987', '10.1.0.2'),
    ]);
    expect(await unknown.text()).toBe(await wrong.text());
  });
});

describe('the PIN', () => {
  it('of the first sign-in opens nothing but its own change', async () => {
    const pinHash = await hashPin('482913');
    hall.ports.store.putAccount({
      account: accountIdSchema.parse('2003'),
      role: 'clerk',
      pinHash,
      mustChangePin: true,
      isDisabled: false,
      lastSignInAt: null,
    });
    const { token, mustChangePin } = sessionSchema.parse(await (await signIn('2003', '482913')).json());
    expect(mustChangePin).toBe(true);
    const body = { requestId: crypto.randomUUID(), expect: null };
    expect((await hall.ask({ method: 'POST', path: '/api/counters/counter-1/open', body, token })).status).toBe(403);
    expect((await hall.ask({ path: '/api/live?view=counter&counter=counter-1', token })).status).toBe(403);
    const change = (pin: string, newPin: string) =>
      hall.ask({ method: 'POST', path: '/api/session/pin', body: { pin, newPin }, token });
    expect((await failureOf(await change('482913', '123456'))).code).toBe('pin_too_weak');
    expect((await failureOf(await change('482913', '482913'))).code).toBe('pin_too_weak');
    expect((await failureOf(await change('111112', '739146'))).code).toBe('wrong_pin');
    const changed = sessionSchema.parse(await (await change('482913', '739146')).json());
    expect(changed.mustChangePin).toBe(false);
    expect((await hall.ask({ path: '/health', token })).status).toBe(401);
    const again = await hall.ask({ method: 'POST', path: '/api/counters/counter-1/open', body, token: changed.token });
    expect(again.status).toBe(200);
  });

  it('is never stored', async () => {
    const stored = await hashPin(testPin);
    expect(stored).not.toContain(testPin);
    expect(await pinMatches(testPin, stored)).toBe(true);
    expect(await pinMatches('271829', stored)).toBe(false);
    expect(await pinMatches(testPin, 'scrypt$nonsense')).toBe(false);
  });
});
