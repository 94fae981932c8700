import { createRoute, z } from '@hono/zod-openapi';
import { type AccountId, accountIdSchema } from '../domain/ids.ts';
import {
  accountAnswerSchema,
  createAccountSchema,
  type StaffAccount,
  staffAccountSchema,
  staffRoleSchema,
} from '../domain/staffApi.ts';
import { accountVerbs, type AuditAct } from '../domain/staffWords.ts';
import type { AccountRow } from '../store/hallStore.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, type Refusal, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { newPin } from './newPin.ts';
import { hashPin } from './pinHash.ts';

const supervisors = ['supervisor'] as const;
const accountContent = {
  description: 'The account now',
  content: { 'application/json': { schema: accountAnswerSchema } },
} as const;
const params = z.object({ account: accountIdSchema });

const list = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/accounts',
  responses: {
    ...failureResponses,
    200: { description: 'All', content: { 'application/json': { schema: z.array(staffAccountSchema) } } },
  },
});
const create = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/accounts',
  request: { body: { required: true, content: { 'application/json': { schema: createAccountSchema } } } },
  responses: { ...failureResponses, 200: accountContent },
});
const setRole = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/accounts/{account}/role',
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: z.object({ role: staffRoleSchema }) } } },
  },
  responses: { ...failureResponses, 200: accountContent },
});
const act = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/accounts/{account}/{verb}',
  request: { params: params.extend({ verb: z.enum(accountVerbs) }) },
  responses: { ...failureResponses, 200: accountContent },
});

const actOf: Record<(typeof accountVerbs)[number], AuditAct> = {
  disable: 'account_disabled',
  enable: 'account_enabled',
  'reset-pin': 'pin_reset',
  'sign-out': 'account_signed_out',
};

/** Staff accounts in the hands of the supervisor. Nobody changes the own one here, so one supervisor is always left. */
export function accountRoutes({ store, sessions, pinLock, audit }: HubPorts) {
  const findRow = (account: AccountId) => store.accounts().find(row => row.account === account) ?? null;
  const shown = ({ account, role, isDisabled, mustChangePin, lastSignInAt }: AccountRow): StaffAccount => ({
    account,
    role,
    isDisabled,
    mustChangePin,
    lastSignInAt,
    sessions: sessions.count(account),
    lockedUntil: pinLock.lockedUntil(`account:${account}`),
  });
  /** A row that may be changed by this asker, or why not. */
  function changeable(account: AccountId, own: string): AccountRow | Refusal {
    const row = findRow(account);
    if (row === null) return refusal('not_found', 'no such account');
    return account === own ? refusal('own_account', 'another supervisor has to do this') : row;
  }
  /** A PIN for the first sign-in: every session ends, and so does a lock. */
  async function withNewPin(row: AccountRow): Promise<{ row: AccountRow; pin: string }> {
    const pin = newPin(row.account);
    const pinHash = await hashPin(pin);
    return { row: { ...(findRow(row.account) ?? row), pinHash, mustChangePin: true }, pin };
  }

  return newModule()
    .openapi(list, c => c.json(store.accounts().map(shown), 200))
    .openapi(create, async c => {
      const { account, role } = c.req.valid('json');
      const asker = c.var.asker;
      c.set('audited', true);
      const deed = { act: 'account_created', target: account, detail: role } as const;
      const blank: AccountRow = {
        account,
        role,
        pinHash: '',
        mustChangePin: true,
        isDisabled: false,
        lastSignInAt: null,
      };
      const made = await withNewPin(blank);
      // Looked at after the PIN was hashed: two supervisors may have pressed at once.
      if (findRow(account) !== null) {
        audit.note(asker, { ...deed, outcome: 'account_exists' });
        return refuse(c, refusal('account_exists', 'this account exists'));
      }
      store.putAccount(made.row);
      audit.note(asker, { ...deed, outcome: 'done' });
      return c.json({ account: shown(made.row), pin: made.pin }, 200);
    })
    .openapi(setRole, c => {
      const asker = c.var.asker;
      const { role } = c.req.valid('json');
      const { account } = c.req.valid('param');
      c.set('audited', true);
      const row = changeable(account, 'account' in asker ? asker.account : '');
      const detail = 'code' in row ? role : `${row.role} → ${role}`;
      const outcome = 'code' in row ? row.code : 'done';
      audit.note(asker, { act: 'role_changed', target: account, detail, outcome });
      if ('code' in row) return refuse(c, row);
      const next = { ...row, role };
      store.putAccount(next);
      // What its pages show was made for the old role.
      sessions.closeAll(account);
      return c.json({ account: shown(next), pin: null }, 200);
    })
    .openapi(act, async c => {
      const asker = c.var.asker;
      const { account, verb } = c.req.valid('param');
      c.set('audited', true);
      const row = changeable(account, 'account' in asker ? asker.account : '');
      const outcome = 'code' in row ? row.code : 'done';
      audit.note(asker, { act: actOf[verb], target: account, detail: '', outcome });
      if ('code' in row) return refuse(c, row);
      const made = verb === 'reset-pin' ? await withNewPin(row) : { row, pin: null };
      const isDisabled = verb === 'disable' || (verb !== 'enable' && made.row.isDisabled);
      const next = { ...made.row, isDisabled };
      store.putAccount(next);
      if (verb === 'reset-pin' || verb === 'enable') pinLock.forget(`account:${account}`);
      if (verb !== 'enable') sessions.closeAll(account);
      return c.json({ account: shown(next), pin: made.pin }, 200);
    });
}
