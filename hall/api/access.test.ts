import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../domain/hallApi.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeAll(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
});
afterAll(() => hall.close());

type Rule = { method: string; path: string; allowed: readonly Role[] | undefined };
const rules = (): Rule[] =>
  hall.api.openAPIRegistry.definitions.flatMap(definition => {
    if (definition.type !== 'route') return [];
    const { method, path } = definition.route;
    return [
      { method: method.toUpperCase(), path, allowed: definition.route['x-roles'] as readonly Role[] | undefined },
    ];
  });

const askers: Record<Role, () => { token: string | null; door: 'lan' | 'kiosk' }> = {
  visitor: () => ({ token: null, door: 'lan' }),
  citizen: () => ({ token: null, door: 'kiosk' }),
  clerk: () => ({ token: hall.tokenOf('2001'), door: 'lan' }),
  supervisor: () => ({ token: hall.tokenOf('1001'), door: 'lan' }),
  editor: () => ({ token: hall.tokenOf('3001'), door: 'lan' }),
  device: () => ({ token: hall.deviceToken, door: 'kiosk' }),
};
const everyRole = Object.keys(askers) as Role[];
const send = ({ method, path }: Rule, asker: { token: string | null; door: 'lan' | 'kiosk' }) =>
  hall.ask({ method, path: path.replaceAll(/\{[^}]*\}/g, 'x'), ...asker });

describe('access', () => {
  it('every route has a rule, and there is no route beside those with one', () => {
    for (const { path, allowed } of rules()) expect(allowed?.length, path).toBeGreaterThan(0);
    const known = new Set([
      ...rules().map(rule => `${rule.method} ${rule.path.replaceAll(/\{([^}]*)\}/g, ':$1')}`),
      'GET /openapi.json',
    ]);
    const served = hall.api.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(served)).toEqual(known);
  });

  it('the rules are these; a change has to be meant', () => {
    expect(
      Object.fromEntries(
        rules().map(({ method, path, allowed }) => [`${method} ${path}`, [...(allowed ?? [])].sort()]),
      ),
    ).toEqual({
      'GET /health': [...everyRole].sort(),
      'POST /api/session': [...everyRole].sort(),
      'POST /api/session/pin': ['clerk', 'editor', 'supervisor'],
      'DELETE /api/session': ['clerk', 'editor', 'supervisor'],
      'DELETE /api/session/everywhere': ['clerk', 'editor', 'supervisor'],
      'GET /api/accounts': ['supervisor'],
      'POST /api/accounts': ['supervisor'],
      'POST /api/accounts/{account}/role': ['supervisor'],
      'POST /api/accounts/{account}/{verb}': ['supervisor'],
      'GET /api/audit': ['supervisor'],
      'GET /api/audit/check': ['supervisor'],
      'GET /api/audit/export': ['supervisor'],
      'POST /api/floor/counters/{counter}/queues': ['supervisor'],
      'POST /api/floor/counters/{counter}/{verb}': ['supervisor'],
      'POST /api/floor/moves': ['supervisor'],
      'POST /api/floor/undo': ['supervisor'],
      'GET /api/floor/tickets': ['supervisor'],
      'GET /api/floor/calls': ['supervisor'],
      'POST /api/counters/{counter}/{verb}': ['clerk', 'supervisor'],
      'POST /api/help/{help}/{verb}': ['clerk', 'supervisor'],
      'POST /api/devices/{kiosk}/{device}/seen': ['clerk', 'supervisor'],
      'GET /api/appointments/calendar': ['clerk', 'device', 'supervisor'],
      'POST /api/appointments': ['clerk', 'device', 'supervisor'],
      'POST /api/appointments/{appointment}/move': ['clerk', 'device', 'supervisor'],
      'POST /api/appointments/{appointment}/cancel': ['clerk', 'device', 'supervisor'],
      'POST /api/appointments/{appointment}/check-in': ['device'],
      'GET /api/appointments/by-code': ['clerk', 'device', 'supervisor'],
      'GET /api/appointments': ['clerk', 'supervisor'],
      'GET /api/appointments/export': ['clerk', 'supervisor'],
      'POST /api/appointments/import': ['clerk', 'supervisor'],
      'POST /api/issue': ['device'],
      'POST /api/persons': ['device'],
      'POST /api/numbers': ['device'],
      'GET /api/follow/{token}': [...everyRole].sort(),
      'GET /api/follow/{token}/live': [...everyRole].sort(),
      'POST /api/follow/{token}/give-up': [...everyRole].sort(),
      'POST /api/adopt': ['clerk', 'device', 'supervisor'],
      'GET /api/live': [...everyRole].sort(),
      'GET /api/announcements/{file}': [...everyRole].sort(),
      'GET /api/boards': [...everyRole].sort(),
      'POST /api/boards/skipped': [...everyRole].sort(),
      'GET /api/voices': ['editor', 'supervisor'],
      'GET /api/voices/test.wav': ['editor', 'supervisor'],
      'GET /v1/hello': ['device'],
      'POST /v1/events': ['device'],
      'POST /v1/hwm': ['device'],
      'GET /api/setup': ['supervisor'],
      'PUT /api/setup': ['supervisor'],
      'GET /api/setup/export': ['supervisor'],
      'POST /api/setup/import': ['supervisor'],
      'GET /api/setup/history': ['supervisor'],
      'POST /api/setup/restore': ['supervisor'],
      'POST /api/enrolment-codes': ['supervisor'],
      'POST /api/enrol': [...everyRole].sort(),
      'POST /api/standby': ['device'],
      'GET /api/devices': ['supervisor'],
      'POST /api/devices/{device}/revoke': ['supervisor'],
      'GET /api/hall-ca.pem': [...everyRole].sort(),
    });
  });

  it.each(everyRole)('%s: every route of somebody else is refused before anything is read', async role => {
    for (const rule of rules()) {
      const response = await send(rule, askers[role]());
      const told = `${role} ${rule.method} ${rule.path} → ${response.status}`;
      if (rule.allowed?.includes(role)) expect([401, 403], told).not.toContain(response.status);
      else expect(response.status, told).toBe(role === 'visitor' || role === 'citizen' ? 401 : 403);
    }
  });

  it('a credential that nobody has (any more) opens nothing, not even what is open to all', async () => {
    const signedOut = hall.tokenOf('2002');
    expect((await hall.ask({ method: 'DELETE', path: '/api/session', token: signedOut })).status).toBe(200);
    for (const token of ['x'.repeat(43), signedOut, 'short', `${hall.deviceToken}x`])
      for (const rule of rules()) expect((await send(rule, { token, door: 'lan' })).status).toBe(401);
  });

  it.each([
    ['board', everyRole],
    ['counter', ['clerk', 'supervisor']],
    ['kiosk', ['device']],
    ['floor', ['supervisor']],
  ] as const)('live view %s is for %j', async (view, allowed: readonly Role[]) => {
    for (const role of everyRole) {
      const response = await hall.ask({ path: `/api/live?view=${view}&counter=counter-1`, ...askers[role]() });
      const wrong = role === 'visitor' || role === 'citizen' ? 401 : 403;
      expect(response.status, role).toBe(allowed.includes(role) ? 200 : wrong);
      await response.body?.cancel();
    }
  });
});
