import { randomBytes, scryptSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFailureSchema, sessionSchema } from '../domain/hallApi.ts';
import { accountIdSchema } from '../domain/ids.ts';
import { accountAnswerSchema, staffAccountSchema } from '../domain/staffApi.ts';
import { openTestHall, type TestHall, testPin } from './testHall.fixture.ts';

let hall: TestHall;
let time: number;
let supervisor: string;
beforeEach(async () => {
  time = Date.parse('2026-11-23T02:00:00Z');
  hall = await openTestHall({ now: () => time, heartbeatMs: 5000 });
  supervisor = hall.tokenOf('1001');
});
afterEach(() => hall.close());

const post = (path: string, body: unknown = null, token = supervisor) =>
  hall.ask({ method: 'POST', path: `/api/accounts${path}`, body, token });
const answerOf = async (response: Response) => accountAnswerSchema.parse(await response.json());
const codeOf = async (response: Response) => apiFailureSchema.parse(await response.json()).code;
const signIn = (account: string, pin: string) =>
  hall.ask({ method: 'POST', path: '/api/session', body: { account, pin }, address: '10.0.0.9' });
const isAlive = async (token: string) => (await hall.ask({ path: '/health', token })).status === 200;
const list = async () =>
  staffAccountSchema.array().parse(await (await hall.ask({ path: '/api/accounts', token: supervisor })).json());

describe('accounts', () => {
  it('are created with a PIN that is told once and has to be changed, also after a restart', async () => {
    const made = await answerOf(await post('', { account: 'w07', role: 'clerk' }));
    expect(made.account).toMatchObject({ account: 'w07', role: 'clerk', mustChangePin: true, lastSignInAt: null });
    expect(await codeOf(await post('', { account: 'w07', role: 'editor' }))).toBe('account_exists');
    hall.restart();
    const session = sessionSchema.parse(await (await signIn('w07', made.pin ?? '')).json());
    expect(session.mustChangePin).toBe(true);
    expect((await list()).find(({ account }) => account === 'w07')).toMatchObject({ lastSignInAt: time, sessions: 1 });
    expect(JSON.stringify(await list())).not.toContain('argon2id');
  });

  it('that are disabled cannot sign in, and their sessions are dead at once', async () => {
    const clerk = hall.tokenOf('2001');
    expect(await isAlive(clerk)).toBe(true);
    expect((await answerOf(await post('/2001/disable'))).account.isDisabled).toBe(true);
    expect(await isAlive(clerk)).toBe(false);
    expect(await codeOf(await signIn('2001', testPin))).toBe('wrong_pin');
    hall.restart();
    expect(await isAlive(clerk)).toBe(false);
    await post('/2001/enable');
    expect((await signIn('2001', testPin)).status).toBe(200);
  });

  it('with another role begin anew', async () => {
    const clerk = hall.tokenOf('2001');
    expect((await answerOf(await post('/2001/role', { role: 'supervisor' }))).account.role).toBe('supervisor');
    expect(await isAlive(clerk)).toBe(false);
    expect((await hall.ask({ path: '/api/accounts', token: hall.tokenOf('2001') })).status).toBe(200);
  });

  it('with a new PIN: the old one and every session end, a lock too', async () => {
    for (let i = 0; i < 5; i++) await signIn('2001', '999998');
    expect((await list()).find(({ account }) => account === '2001')?.lockedUntil).toBe(time + 30_000);
    const { pin } = await answerOf(await post('/2001/reset-pin'));
    const from = (given: string) =>
      hall.ask({ method: 'POST', path: '/api/session', body: { account: '2001', pin: given }, address: '10.0.0.8' });
    expect(await codeOf(await from(testPin))).toBe('wrong_pin');
    expect(sessionSchema.parse(await (await from(pin ?? '')).json()).mustChangePin).toBe(true);
  });

  it('cannot be changed by themselves, so one supervisor is always left', async () => {
    for (const verb of ['disable', 'reset-pin', 'sign-out'])
      expect(await codeOf(await post(`/1001/${verb}`)), verb).toBe('own_account');
    expect(await codeOf(await post('/1001/role', { role: 'clerk' }))).toBe('own_account');
    expect(await codeOf(await post('/nobody/disable'))).toBe('not_found');
  });

  it('of a supervisor may be signed in at four places; everywhere means everywhere', async () => {
    const tokens = [supervisor, ...Array.from({ length: 4 }, () => hall.tokenOf('1001'))];
    expect(await Promise.all(tokens.map(isAlive))).toEqual([false, true, true, true, true]);
    const path = '/api/session/everywhere';
    expect((await hall.ask({ method: 'DELETE', path, token: tokens[2] ?? null })).status).toBe(200);
    expect(await Promise.all(tokens.map(isAlive))).toEqual([false, false, false, false, false]);
  });

  it('get an Argon2id hash at the first sign-in after the older method', async () => {
    const salt = randomBytes(16);
    const key = scryptSync(testPin, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 });
    const account = accountIdSchema.parse('2005');
    hall.ports.store.putAccount({
      account,
      role: 'clerk',
      pinHash: `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`,
      mustChangePin: false,
      isDisabled: false,
      lastSignInAt: null,
    });
    const stored = () => hall.ports.store.accounts().find(row => row.account === account)?.pinHash ?? '';
    expect(await codeOf(await signIn('2005', '271829'))).toBe('wrong_pin');
    expect(stored()).toMatch(/^scrypt\$/);
    expect((await signIn('2005', testPin)).status).toBe(200);
    expect(stored()).toMatch(/^\$argon2id\$/);
    expect((await signIn('2005', testPin)).status).toBe(200);
  });
});
