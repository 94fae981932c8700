import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditVerdictSchema } from '../domain/audit.ts';
import { auditPageSchema } from '../domain/staffApi.ts';
import { csvLine } from './csvLine.ts';
import { openTestHall, type TestHall, testPin } from './testHall.fixture.ts';

let hall: TestHall;
let supervisor: string;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
  supervisor = hall.tokenOf('1001');
});
afterEach(() => hall.close());

const page = async (query = '') =>
  auditPageSchema.parse(await (await hall.ask({ path: `/api/audit?${query}`, token: supervisor })).json());
const signIn = (account: string, pin: string) =>
  hall.ask({ method: 'POST', path: '/api/session', body: { account, pin }, address: '10.0.0.9' });
const post = (path: string, body: unknown = null) => hall.ask({ method: 'POST', path, body, token: supervisor });

describe('the audit log', () => {
  it('has every sign-in and refusal, without the PIN and without names that are no accounts', async () => {
    await signIn('2001', testPin);
    await signIn('2001', '999998');
    await signIn('31415926', '271828');
    const { entries } = await page();
    expect(entries.map(({ who, act, outcome }) => [who, act, outcome])).toEqual([
      ['unknown', 'sign_in', 'wrong_pin'],
      ['2001', 'sign_in', 'wrong_pin'],
      ['2001', 'sign_in', 'done'],
    ]);
    const text = JSON.stringify(entries);
    for (const secret of [testPin, '999998', '31415926']) expect(text).not.toContain(secret);
    expect(entries[0]).toMatchObject({ address: '10.0.0.9', position: 3, prev: entries[1]?.hash });
  });

  it('has every administrative act with its outcome, also of routes that say nothing themselves', async () => {
    await post('/api/accounts', { account: 'w07', role: 'clerk' });
    await post('/api/accounts/1001/disable');
    await post('/api/accounts/w07/role', { role: 'editor' });
    const body = { requestId: crypto.randomUUID(), expect: null };
    await post('/api/counters/counter-1/open', body);
    await post('/api/counters/nowhere/open', { ...body, requestId: crypto.randomUUID() });
    const { entries } = await page();
    expect(entries.map(({ act, target, detail, outcome }) => [act, target, detail, outcome])).toEqual([
      ['request', 'POST /api/counters/nowhere/open', '', 'not_found'],
      ['request', 'POST /api/counters/counter-1/open', '', 'done'],
      ['role_changed', 'w07', 'clerk → editor', 'done'],
      ['account_disabled', '1001', '', 'own_account'],
      ['account_created', 'w07', 'clerk', 'done'],
    ]);
    expect(entries.every(({ who, role }) => who === '1001' && role === 'supervisor')).toBe(true);
  });

  it('is read in pages and filtered', async () => {
    for (const account of ['w1', 'w2', 'w3']) await post('/api/accounts', { account, role: 'clerk' });
    const first = await page('limit=2');
    expect(first.entries.map(({ target }) => target)).toEqual(['w3', 'w2']);
    expect((await page(`limit=2&before=${first.next}`)).entries.map(({ target }) => target)).toEqual(['w1']);
    expect((await page('who=w2')).entries).toHaveLength(1);
    expect((await page('act=sign_in')).entries).toHaveLength(0);
    expect((await page('outcome=refused')).entries).toHaveLength(0);
    expect((await page(`from=${Date.now() + 1000}`)).entries).toHaveLength(0);
  });

  it('is exported as a table, and the export is noted', async () => {
    await post('/api/accounts', { account: 'w07', role: 'clerk' });
    const response = await hall.ask({ path: '/api/audit/export', token: supervisor });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toContain('position,at,who,role,address,act');
    expect(lines[1]).toContain(',1001,supervisor,10.0.0.1,account_created,w07,clerk,done,');
    expect((await page()).entries[0]).toMatchObject({ act: 'audit_exported', detail: '1' });
  });

  it('goes on over a restart, and its check is green', async () => {
    await signIn('2001', testPin);
    hall.restart();
    await signIn('2001', testPin);
    const response = await hall.ask({ path: '/api/audit/check', token: supervisor });
    expect(auditVerdictSchema.parse(await response.json())).toEqual({
      entries: 2,
      seals: 2,
      strangeSeals: 0,
      broken: null,
    });
  });

  it('writes cells that no spreadsheet runs', () => {
    expect(csvLine(['=cmd()', 'a,b', 'say "x"', '-1', 'plain'])).toBe('\'=cmd(),"a,b","say ""x""",\'-1,plain\r\n');
  });
});
