import { createRoute, z } from '@hono/zod-openapi';
import { changePinSchema, sessionSchema, signInSchema } from '../domain/hallApi.ts';
import type { AccountRow } from '../store/hallStore.ts';
import { allowWithFirstPin, anyone } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { hashPin, isWeakPin, pinMatches } from './pinHash.ts';

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

/** Matches no PIN; looked at for unknown accounts, so that time does not tell which accounts exist. */
const nobodysHash = `scrypt$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Signing in and out of a staff account, and changing its PIN. */
export function sessionRoutes({ store, state, sessions, pinLock }: HubPorts) {
  const lockKeys = (account: string, address: string) => [`account:${account}`, `address:${address}`];
  const answer = (row: AccountRow) => ({
    token: sessions.open(row.account),
    account: row.account,
    role: row.role,
    mustChangePin: row.mustChangePin,
    counters: state.setup().counters.map(({ id, number }) => ({ id, number })),
  });
  const findRow = (account: string) => store.accounts().find(row => row.account === account);

  async function checkPin(request: {
    account: string;
    pin: string;
    address: string;
  }): Promise<AccountRow | ReturnType<typeof refusal>> {
    const keys = lockKeys(request.account, request.address);
    const waitSeconds = pinLock.begin(keys);
    if (waitSeconds > 0) return { ...refusal('locked', 'too many wrong PINs'), retryAfterSeconds: waitSeconds };
    const row = findRow(request.account);
    const isRight = await pinMatches(request.pin, row?.pinHash ?? nobodysHash);
    if (row === undefined || !isRight) return refusal('wrong_pin', 'account or PIN is wrong');
    pinLock.succeed({ account: `account:${request.account}`, keys });
    return row;
  }

  return newModule()
    .openapi(signIn, async c => {
      const { account, pin } = c.req.valid('json');
      const checked = await checkPin({ account, pin, address: c.var.asker.address });
      return 'code' in checked ? refuse(c, checked) : c.json(answer(checked), 200);
    })
    .openapi(changePin, async c => {
      const asker = c.var.asker;
      if (!('account' in asker)) return refuse(c, refusal('forbidden', 'for staff'));
      const { pin, newPin } = c.req.valid('json');
      const checked = await checkPin({ account: asker.account, pin, address: asker.address });
      if ('code' in checked) return refuse(c, checked);
      if (newPin === pin || isWeakPin(newPin, asker.account))
        return refuse(c, refusal('pin_too_weak', 'choose another PIN'));
      const row: AccountRow = { ...checked, pinHash: await hashPin(newPin), mustChangePin: false };
      store.putAccount(row);
      return c.json(answer(row), 200);
    })
    .openapi(signOut, c => {
      const asker = c.var.asker;
      if ('token' in asker) sessions.close(asker.token);
      return c.json({ done: true } as const, 200);
    });
}
