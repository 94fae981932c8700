import { createRoute, z } from '@hono/zod-openapi';
import { changePinSchema, sessionSchema, signInSchema } from '../domain/hallApi.ts';
import { isWeakPin } from '../domain/pinRules.ts';
import type { AccountRow } from '../store/hallStore.ts';
import { allowWithFirstPin, anyone } from './access.ts';
import { failureResponses, newModule, type Refusal, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { hashPin, isOutdated, nobodysHash, pinMatches } from './pinHash.ts';

const everyStaff = ['clerk', 'supervisor', 'editor'] as const;
const sessionContent = {
  description: 'Signed in',
  content: { 'application/json': { schema: sessionSchema } },
} as const;
const doneContent = {
  description: 'Done',
  content: { 'application/json': { schema: z.object({ done: z.literal(true) }) } },
} as const;

const signIn = createRoute({
  ...allowWithFirstPin(anyone),
  method: 'post',
  path: '/api/session',
  request: { body: { required: true, content: { 'application/json': { schema: signInSchema } } } },
  responses: { ...failureResponses, 200: sessionContent },
});
const changePin = createRoute({
  ...allowWithFirstPin(everyStaff),
  method: 'post',
  path: '/api/session/pin',
  request: { body: { required: true, content: { 'application/json': { schema: changePinSchema } } } },
  responses: { ...failureResponses, 200: sessionContent },
});
const signOut = createRoute({
  ...allowWithFirstPin(everyStaff),
  method: 'delete',
  path: '/api/session',
  responses: { ...failureResponses, 200: doneContent },
});
const signOutEverywhere = createRoute({
  ...allowWithFirstPin(everyStaff),
  method: 'delete',
  path: '/api/session/everywhere',
  responses: { ...failureResponses, 200: doneContent },
});

/** Signing in and out of a staff account, and changing its PIN. */
export function sessionRoutes({ store, state, sessions, pinLock, audit, now }: HubPorts) {
  const lockKeys = (account: string, address: string) => [`account:${account}`, `address:${address}`];
  const answer = (row: AccountRow) => ({
    token: sessions.open(row.account),
    account: row.account,
    role: row.role,
    mustChangePin: row.mustChangePin,
    counters: state.setup().counters.map(({ id, number }) => ({ id, number })),
  });
  const findRow = (account: string) => store.accounts().find(row => row.account === account) ?? null;

  async function checkPin(request: {
    account: string;
    pin: string;
    address: string;
  }): Promise<{ row: AccountRow } | Refusal> {
    const keys = lockKeys(request.account, request.address);
    const waitSeconds = pinLock.begin(keys);
    if (waitSeconds > 0) return { ...refusal('locked', 'too many wrong PINs'), retryAfterSeconds: waitSeconds };
    const looked = findRow(request.account);
    const isRight = await pinMatches(request.pin, looked?.pinHash ?? nobodysHash);
    // Read again: the account may have been disabled, or given another PIN, while its hash was computed.
    const row = findRow(request.account);
    if (row === null || !isRight || row.isDisabled || row.pinHash !== looked?.pinHash)
      return refusal('wrong_pin', 'account or PIN is wrong');
    pinLock.succeed({ account: `account:${request.account}`, keys });
    return { row };
  }

  /** A hash of an older method, or with cheaper parameters, is replaced while the PIN is at hand. */
  async function upgraded(row: AccountRow, pin: string): Promise<AccountRow> {
    if (!isOutdated(row.pinHash)) return row;
    const pinHash = await hashPin(pin);
    const present = findRow(row.account);
    return present?.pinHash === row.pinHash ? { ...present, pinHash } : row;
  }

  return newModule()
    .openapi(signIn, async c => {
      const { account, pin } = c.req.valid('json');
      const { address } = c.var.asker;
      const checked = await checkPin({ account, pin, address });
      c.set('audited', true);
      if ('code' in checked) {
        // Those a lock refuses are not written down: a guesser would fill the disk.
        if (checked.code !== 'locked') audit.noteSignIn({ row: findRow(account), address, outcome: checked.code });
        return refuse(c, checked);
      }
      const row = await upgraded(checked.row, pin);
      if (findRow(account)?.isDisabled !== false) return refuse(c, refusal('wrong_pin', 'account or PIN is wrong'));
      store.putAccount({ ...row, lastSignInAt: now() });
      audit.noteSignIn({ row, address, outcome: 'done' });
      return c.json(answer(row), 200);
    })
    .openapi(changePin, async c => {
      const asker = c.var.asker;
      if (!('account' in asker)) return refuse(c, refusal('forbidden', 'for staff'));
      const { pin, newPin } = c.req.valid('json');
      c.set('audited', true);
      const checked = await checkPin({ account: asker.account, pin, address: asker.address });
      const isWeak = newPin === pin || isWeakPin(newPin, asker.account);
      const refused = 'code' in checked ? checked : isWeak ? refusal('pin_too_weak', 'choose another PIN') : null;
      const deed = { act: 'pin_changed', target: '', detail: '' } as const;
      if (refused !== null || 'code' in checked) {
        const failure = refused ?? refusal('internal', 'no account');
        if (failure.code === 'wrong_pin') audit.note(asker, { ...deed, outcome: failure.code });
        return refuse(c, failure);
      }
      const row: AccountRow = { ...checked.row, pinHash: await hashPin(newPin), mustChangePin: false };
      if (findRow(row.account)?.pinHash !== checked.row.pinHash)
        return refuse(c, refusal('wrong_pin', 'the PIN was changed meanwhile'));
      store.putAccount(row);
      // Whoever knew the old PIN is out, wherever that was.
      sessions.closeAll(row.account);
      audit.note(asker, { ...deed, outcome: 'done' });
      return c.json(answer(row), 200);
    })
    .openapi(signOut, c => {
      const asker = c.var.asker;
      c.set('audited', true);
      if ('token' in asker) {
        sessions.close(asker.token);
        audit.note(asker, { act: 'sign_out', target: '', detail: '', outcome: 'done' });
      }
      return c.json({ done: true } as const, 200);
    })
    .openapi(signOutEverywhere, c => {
      const asker = c.var.asker;
      c.set('audited', true);
      if ('account' in asker) {
        const ended = sessions.closeAll(asker.account);
        audit.note(asker, { act: 'sign_out_everywhere', target: '', detail: String(ended), outcome: 'done' });
      }
      return c.json({ done: true } as const, 200);
    });
}
